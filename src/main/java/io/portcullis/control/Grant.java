package io.portcullis.control;

import io.portcullis.http.Call;
import java.util.function.Function;

/** That the policies of a caller allow a request: found by the pipeline before any handler runs. */
public interface Grant {

    /** The grant of an authorised call. */
    static Grant of(Call call) {
        return call.found(Grant.class);
    }

    /** Whether the rule that decided grants {@code sudo} too, as {@code root} does for every path. */
    boolean sudo();

    /**
     * What the same request would be granted by another view of the control plane.
     *
     * @throws io.portcullis.fault.Fault 403 when nothing
     */
    Grant by(View view);

    /** A decision that is taken only where the request is still granted: whoever decides again asks for everything again. */
    default <R> Function<View, Change<R>> confirming(Function<View, Change<R>> decision) {
        return view -> {
            by(view);
            return decision.apply(view);
        };
    }
}
