package io.portcullis.app;

import io.portcullis.control.Snapshot;
import io.portcullis.http.Endpoint;
import io.portcullis.http.Endpoints;
import io.portcullis.mount.MountEntry;
import io.portcullis.mount.MountTable;
import java.util.Map;
import java.util.Optional;

/**
 * Where a path leads in a snapshot.
 *
 * @param path what policies are asked about: the path in the one spelling of what it names
 * @param mount the mount of the auth method, for paths below one
 * @param match the endpoint; empty when there is none
 * @param rootOf what is below, at the root of a mount or of {@code sys/}
 * @param open whether everybody may hear that there is none
 * @param sudo whether the path needs {@code sudo}
 * @param known whether there is something at all that serves paths like this
 */
record Route(
        String path,
        Optional<MountEntry> mount,
        Optional<Endpoints.Match> match,
        Optional<Endpoints> rootOf,
        boolean open,
        boolean sudo,
        boolean known) {

    private static final String ROOT = "root";
    private static final String SYS = "sys/";
    private static final String AUTH = "auth/";

    /** The endpoints of {@code sys/}, and those of each type of mount. */
    record Table(Endpoints sys, Map<String, Endpoints> typeToEndpoints) {

        Endpoints of(MountEntry mount) {
            Endpoints endpoints = typeToEndpoints.get(mount.type());
            if (endpoints == null) {
                throw new IllegalStateException("nothing serves mounts of type " + mount.type());
            }
            return endpoints;
        }
    }

    static Route of(Table table, Snapshot snapshot, String path) {
        if (path.startsWith(SYS)) {
            return of(SYS, Optional.empty(), table.sys(), path.substring(SYS.length()));
        }
        if (path.startsWith(AUTH)) {
            String below = path.substring(AUTH.length());
            MountTable mounts = snapshot.part(MountTable.KIND);
            Optional<MountEntry> mount = mounts.serving(ROOT, below);
            if (mount.isPresent()) {
                String prefix = AUTH + mount.get().path();
                return of(prefix, mount, table.of(mount.get()), path.substring(prefix.length()));
            }
            Optional<MountEntry> root = mounts.at(ROOT, below + "/");
            if (root.isPresent()) {
                return new Route(path, Optional.empty(), Optional.empty(), root.map(table::of), false, false, true);
            }
        }
        boolean builtIn = path.startsWith("identity/") || path.startsWith("cubbyhole/");
        return new Route(path, Optional.empty(), Optional.empty(), Optional.empty(), false, false, builtIn);
    }

    private static Route of(String prefix, Optional<MountEntry> mount, Endpoints endpoints, String below) {
        Optional<Endpoints> rootOf = below.isEmpty() ? Optional.of(endpoints) : Optional.empty();
        Optional<Endpoints.Match> match = endpoints.match(below);
        String spelled =
                match.map(found -> found.endpoint().inOneSpelling(below)).orElse(below);
        return new Route(
                prefix + spelled, mount, match, rootOf, endpoints.isOpen(below), endpoints.needsSudo(below), true);
    }

    /** Who may come; a path that is no endpoint's is like any other that needs a token, unless it is open. */
    Endpoint.Access access() {
        return match.map(found -> found.endpoint().access())
                .orElse(open ? Endpoint.Access.LOGIN : Endpoint.Access.TOKEN);
    }
}
