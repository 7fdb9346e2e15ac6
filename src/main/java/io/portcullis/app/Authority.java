package io.portcullis.app;

import io.portcullis.control.View;
import io.portcullis.fault.Fault;
import io.portcullis.http.LogicalRequest;
import io.portcullis.http.Operation;
import io.portcullis.http.Reach;
import io.portcullis.policy.Acl;
import io.portcullis.policy.Grant;
import io.portcullis.policy.Permission;
import io.portcullis.token.Caller;
import java.time.Duration;
import java.util.Optional;

/** The one place that asks the policies: about the very path that is then executed. */
final class Authority {

    /** Responses are never wrapped yet. */
    private static final Duration NOT_WRAPPED = Duration.ZERO;

    private Authority() {}

    /**
     * What a caller wants.
     *
     * @param creates whether it would write something new
     * @param needsSudo whether the path is one that needs {@code sudo}
     */
    record Wish(Caller caller, LogicalRequest request, boolean creates, boolean needsSudo) {}

    /** A wish that was granted. */
    record Granted(Wish wish, Permission permission) implements Grant {

        @Override
        public boolean sudo() {
            return permission.sudo();
        }

        @Override
        public Grant by(View view) {
            return grant(view, wish);
        }
    }

    /**
     * Grants a wish.
     *
     * @throws Fault 403 when no policy of the caller does; 400 when what they say of this caller cannot be known
     */
    static Granted grant(View view, Wish wish) {
        LogicalRequest request = wish.request();
        Operation operation = request.operation();
        Permission permission = wish.caller().entry().acl(view).permission(request.path(), operation.lists());
        boolean allowed = permission.allows(operation, wish.creates(), request.raw(), NOT_WRAPPED);
        if (!allowed || wish.needsSudo() && !permission.sudo()) {
            throw Fault.deniedByPolicy();
        }
        return new Granted(wish, permission);
    }

    /** What the caller can touch in any way; nothing, for somebody without a token. */
    static Reach reach(View view, Optional<Caller> caller) {
        if (caller.isEmpty()) {
            return path -> false;
        }
        Acl acl = caller.get().entry().acl(view);
        return acl::touches;
    }
}
