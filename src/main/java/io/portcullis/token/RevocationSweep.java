package io.portcullis.token;

import io.portcullis.control.Change;
import io.portcullis.control.ControlReader;
import io.portcullis.control.ControlWriter;
import io.portcullis.control.View;
import io.vertx.core.Future;

/** Takes revocations out of the control plane that have nothing left to revoke. Any node may do it at any time. */
public final class RevocationSweep {

    private static final int BATCH = 500;

    private final ControlReader control;
    private final ControlWriter writer;

    /** A sweep through the given writer. */
    public RevocationSweep(ControlReader control, ControlWriter writer) {
        this.control = control;
        this.writer = writer;
    }

    /** One pass: at most one commit. */
    public Future<Void> pass() {
        return control.now()
                .compose(view -> isDue(view) ? writer.commit(RevocationSweep::removal) : Future.succeededFuture());
    }

    private static boolean isDue(View view) {
        return !view.snapshot().part(Revocations.KIND).over(view.time(), 1).isEmpty();
    }

    private static Change<Void> removal(View view) {
        Change<Void> change = Change.withoutResult();
        view.snapshot()
                .part(Revocations.KIND)
                .over(view.time(), BATCH)
                .forEach(over -> change.delete(Revocations.KIND, over.key()));
        return change;
    }
}
