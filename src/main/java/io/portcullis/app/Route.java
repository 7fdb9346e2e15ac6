package io.portcullis.app;

import io.portcullis.control.Snapshot;
import io.portcullis.http.Endpoint;
import io.portcullis.http.Endpoint.WhileLocked;
import io.portcullis.http.Endpoints;
import io.portcullis.http.LogicalRequest;
import io.portcullis.http.Operation;
import io.portcullis.mount.MountEntry;
import io.portcullis.mount.MountTable;
import io.portcullis.namespace.Namespace;
import io.portcullis.namespace.NamespaceTree;
import java.util.Map;
import java.util.Optional;

/**
 * Where a path leads in a snapshot.
 *
 * @param namespace the namespace that serves it
 * @param path the path in the namespace, in its one spelling: what the policies see, and what is executed
 * @param mount the mount of the auth method, for paths below one
 * @param match the endpoint; empty when there is none
 * @param rootOf what is below, at the root of a mount or of {@code sys/}
 * @param open whether everybody may hear that there is none
 * @param sudo whether the path needs {@code sudo}
 * @param known whether there is something at all that serves paths like this
 */
record Route(
        Namespace namespace,
        String path,
        Optional<MountEntry> mount,
        Optional<Endpoints.Match> match,
        Optional<Endpoints> rootOf,
        boolean open,
        boolean sudo,
        boolean known) {

    private static final String SYS = "sys/";
    private static final String AUTH = "auth/";

    /** The endpoints of {@code sys/}, and those of each type of mount. */
    record Table(Endpoints sys, Map<String, Endpoints> typeToEndpoints) {

        /** Those that a route leads to, at a mount or else below {@code sys/}. */
        Endpoints of(Route route) {
            return route.mount().map(this::of).orElse(sys);
        }

        Endpoints of(MountEntry mount) {
            Endpoints endpoints = typeToEndpoints.get(mount.type());
            if (endpoints == null) {
                throw new IllegalStateException("nothing serves mounts of type " + mount.type());
            }
            return endpoints;
        }
    }

    /** Where a request leads; empty when its header names no namespace. */
    static Optional<Route> of(Table table, Snapshot snapshot, LogicalRequest request) {
        NamespaceTree tree = snapshot.part(NamespaceTree.KIND);
        return tree.at(request.namespacePath()).map(named -> {
            NamespaceTree.Located located = tree.locate(named, request.path());
            String path = request.path().substring(located.start());
            return in(located.namespace(), table, snapshot, request.operation(), path);
        });
    }

    /** Where a path of a namespace leads. */
    static Route in(Namespace namespace, Table table, Snapshot snapshot, Operation operation, String path) {
        if (path.startsWith(SYS)) {
            return of(namespace, Optional.empty(), table.sys(), SYS, operation, path.substring(SYS.length()));
        }
        if (path.startsWith(AUTH)) {
            String below = path.substring(AUTH.length());
            MountTable mounts = snapshot.part(MountTable.KIND);
            Optional<MountEntry> mount = mounts.serving(namespace.id(), below);
            if (mount.isPresent()) {
                Endpoints endpoints = table.of(mount.get());
                String mountPath = mount.get().path();
                return of(
                        namespace, mount, endpoints, AUTH + mountPath, operation, below.substring(mountPath.length()));
            }
            Optional<MountEntry> root = mounts.at(namespace.id(), below + "/");
            if (root.isPresent()) {
                return new Route(
                        namespace, path, Optional.empty(), Optional.empty(), root.map(table::of), false, false, true);
            }
        }
        boolean builtIn = path.equals("sys") || path.startsWith("identity/") || path.startsWith("cubbyhole/");
        return new Route(namespace, path, Optional.empty(), Optional.empty(), Optional.empty(), false, false, builtIn);
    }

    private static Route of(
            Namespace namespace,
            Optional<MountEntry> mount,
            Endpoints endpoints,
            String above,
            Operation operation,
            String sent) {
        String path = endpoints.spelling().of(operation, sent);
        Optional<Endpoints> rootOf = path.isEmpty() ? Optional.of(endpoints) : Optional.empty();
        return new Route(
                namespace,
                above + path,
                mount,
                endpoints.match(path),
                rootOf,
                endpoints.isOpen(path),
                endpoints.needsSudo(path),
                true);
    }

    /** The path below the mount, or below {@code sys/}. */
    String below() {
        return path.substring(
                mount.map(found -> AUTH + found.path()).orElse(SYS).length());
    }

    /** What metrics call it. */
    String template() {
        String above = mount.map(found -> AUTH + found.type() + "/").orElse(SYS);
        return match.map(found -> above + found.endpoint().template()).orElse("other");
    }

    /** Whether it is served where a namespace is locked. */
    WhileLocked whileLocked() {
        return match.map(found -> found.endpoint().whileLocked()).orElse(WhileLocked.REFUSED);
    }

    /** Who may come; a path that is no endpoint's is like any other that needs a token, unless it is open. */
    Endpoint.Access access() {
        return match.map(found -> found.endpoint().access())
                .orElse(open ? Endpoint.Access.LOGIN : Endpoint.Access.TOKEN);
    }
}
