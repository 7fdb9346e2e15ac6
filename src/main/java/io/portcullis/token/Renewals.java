package io.portcullis.token;

import io.portcullis.control.View;
import io.portcullis.mount.MountEntry;
import io.vertx.core.Future;

/** What an auth method says when a token that it gave is to be prolonged. */
@FunctionalInterface
public interface Renewals {

    /** What it says. */
    sealed interface Decision {

        /** Prolong it, on the holder's terms of now; the increment in them is not looked at. */
        record Prolong(TokenLifetime.Terms terms) implements Decision {}

        /** The holder is gone: the token stays as it is, and runs out. */
        record LeaveAsIs() implements Decision {}
    }

    /** What was found out about the holder. */
    @FunctionalInterface
    interface Finding {

        /** What follows from it by a view, perhaps a later one; throws a fault when the token must not be prolonged. */
        Decision by(View view);
    }

    /** Looks at the holder again. */
    Future<Finding> ask(View view, MountEntry mount, TokenEntry entry);
}
