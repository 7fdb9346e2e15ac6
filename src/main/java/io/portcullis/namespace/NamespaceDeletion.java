package io.portcullis.namespace;

import io.portcullis.control.ControlReader;
import io.portcullis.control.ControlWriter;
import io.portcullis.flow.Loop;
import io.vertx.core.Future;
import java.util.List;

/**
 * Deletes what is being deleted to its end: any node may, also when the one that began it is gone, and several at once do no harm.
 * What is to be done stands in the control plane, and each step is a commit.
 */
public final class NamespaceDeletion {

    private final ControlReader control;
    private final ControlWriter writer;
    private final List<NamespaceContent> contents;

    /** @param contents what every feature keeps of a namespace */
    public NamespaceDeletion(ControlReader control, ControlWriter writer, List<NamespaceContent> contents) {
        this.control = control;
        this.writer = writer;
        this.contents = List.copyOf(contents);
    }

    /** Succeeds when the namespace of this id is gone; what it left outside the control plane may still be there. */
    Future<Void> finish(String id) {
        return Loop.whileTrue(() -> writer.commit(view -> NamespaceCommands.shrink(view, id, contents)));
    }

    /** One pass over all that are being deleted. */
    public Future<Void> pass() {
        return control.now()
                .compose(view -> Loop.forEach(NamespaceTree.of(view).tainted(), doomed -> finish(doomed.id())));
    }
}
