package io.portcullis.policy;

import io.portcullis.control.Change;
import io.portcullis.control.View;

/** Puts policies into a namespace without a request, as many at once as there are to be. */
public final class PolicyPlant {

    private PolicyPlant() {}

    /** So many, named {@code p0}, {@code p1} and so on. */
    public static Change<Void> policies(View view, String namespaceId, int count) {
        Change<Void> change = Change.withoutResult();
        for (int i = 0; i < count; i++) {
            policy(view, namespaceId, "p" + i, "# " + i, change);
        }
        return change;
    }

    /** One with a text. */
    public static void policy(View view, String namespaceId, String name, String text, Change<?> change) {
        Policy policy = new Policy(namespaceId, name, text, 1, false, view.time(), null, false, false);
        change.put(PolicyTable.KIND, PolicyTable.key(namespaceId, name), PolicyTable.encode(policy));
    }
}
