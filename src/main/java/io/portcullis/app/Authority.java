package io.portcullis.app;

import io.portcullis.control.Grant;
import io.portcullis.control.View;
import io.portcullis.fault.Fault;
import io.portcullis.field.RawParameters;
import io.portcullis.http.LogicalRequest;
import io.portcullis.http.Operation;
import io.portcullis.http.Reach;
import io.portcullis.namespace.Namespace;
import io.portcullis.namespace.NamespaceLocks;
import io.portcullis.namespace.NamespaceTree;
import io.portcullis.policy.Acl;
import io.portcullis.policy.Permission;
import io.portcullis.token.Caller;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The one place that asks the policies: about the very path that is then executed. */
final class Authority {

    /** Responses are never wrapped yet. */
    private static final Duration NOT_WRAPPED = Duration.ZERO;

    private Authority() {}

    /**
     * What a caller wants.
     *
     * @param namespace the namespace that serves it
     * @param creates whether it would write something new
     * @param needsSudo whether the path is one that needs {@code sudo}
     * @param unlocked ids of namespaces that must not be locked
     */
    record Wish(
            Caller caller,
            LogicalRequest request,
            Namespace namespace,
            boolean creates,
            boolean needsSudo,
            Set<String> unlocked) {}

    /** A wish that was granted. */
    record Granted(Wish wish, Acl acl, Permission permission) implements Grant {

        @Override
        public boolean sudo() {
            return permission.sudo();
        }

        @Override
        public Grant by(View view) {
            return grant(view, wish);
        }

        /** The parameters of a listing as its rule lets them be: {@code limit} may be another. */
        RawParameters parameters() {
            RawParameters sent = wish.request().raw();
            OptionalLong limit = wish.request().operation().lists() ? permission.limit(sent) : OptionalLong.empty();
            return limit.isEmpty() ? sent : sent.with("limit", Long.toString(limit.getAsLong()));
        }

        /** Whether the caller may see all keys of a listing. */
        boolean showsAll() {
            return !permission.filtersKeys();
        }

        /** Whether the caller may see a key of the listing. */
        boolean shows(String key) {
            return acl.shows(permission, wish.namespace().path(), wish.request().path(), key);
        }
    }

    /**
     * Grants a wish.
     *
     * @throws Fault 403 when no policy of the caller does; 400 when what they say of this caller cannot be known; 404 when the namespace is
     *     being deleted; 503 when one is locked
     */
    static Granted grant(View view, Wish wish) {
        wish.unlocked().forEach(id -> NamespaceLocks.checkUnlocked(view, id));
        LogicalRequest request = wish.request();
        Operation operation = request.operation();
        Acl acl = wish.caller().entry().acl(view);
        Permission permission = acl.permission(request.absolutePath(), operation.lists());
        boolean allowed = permission.allows(operation, wish.creates(), request.raw(), NOT_WRAPPED);
        boolean sudoLacks = wish.needsSudo() && operation != Operation.HELP && !permission.sudo();
        if (!allowed || sudoLacks) {
            throw Fault.deniedByPolicy();
        }
        NamespaceTree.of(view).checkOpen(wish.namespace(), request.path());
        return new Granted(wish, acl, permission);
    }

    /** What the caller can touch in any way; nothing, for somebody without a token. */
    static Reach reach(View view, Namespace namespace, Optional<Caller> caller) {
        if (caller.isEmpty()) {
            return path -> false;
        }
        Acl acl = caller.get().entry().acl(view);
        return path -> acl.touches(namespace.path() + path);
    }
}
