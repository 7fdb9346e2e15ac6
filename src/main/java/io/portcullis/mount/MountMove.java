package io.portcullis.mount;

import io.portcullis.control.Change;
import io.portcullis.control.View;
import io.portcullis.fault.Fault;
import io.portcullis.fault.GoText;
import io.portcullis.namespace.Namespace;
import io.portcullis.namespace.NamespaceTree;
import java.util.List;

/**
 * A mount that gets another path in its namespace, and keeps everything else: {@code sys/remount}.
 *
 * @param here the namespace that was asked
 * @param from where it is, from there, with a final slash
 * @param to where it is to be, likewise
 */
public record MountMove(Namespace here, String from, String to) {

    private static final String AUTH = "auth/";
    private static final List<String> FIXED = List.of("sys/", "cubbyhole/", "identity/", AUTH + "token/");

    /**
     * What a mount was, and where it goes.
     *
     * @param path where it goes, relative to {@code auth/}
     */
    public record Moved(MountEntry mount, Namespace namespace, String path) {

        /** Where it was, from the first namespace on. */
        public String source() {
            return namespace.path() + AUTH + mount.path();
        }

        /** Where it goes, likewise. */
        public String target() {
            return namespace.path() + AUTH + path;
        }
    }

    /**
     * A move as it is asked for.
     *
     * @throws Fault 400 when it can be none
     */
    public static MountMove of(Namespace here, String from, String to) {
        checkBlanks("from", from);
        checkBlanks("to", to);
        String source = trimmed(from);
        String target = trimmed(to);
        if (source.equals("/") || target.equals("/")) {
            throw Fault.badRequest("both 'from' and 'to' path must be specified as a string");
        }
        if (target.chars().anyMatch(Character::isISOControl)) {
            throw Fault.badRequest("invalid destination mount: path cannot contain non-printable characters");
        }
        if (target.contains("//") || ("/" + target).contains("/./") || ("/" + target).contains("/../")) {
            throw Fault.badRequest("invalid destination mount: path '" + target + "' is not clean");
        }
        if (!GoText.isPrintable(target)) {
            throw Fault.badRequest("invalid destination mount: path cannot contain non-printable characters");
        }
        return new MountMove(here, source, target);
    }

    private static void checkBlanks(String name, String path) {
        if (!path.strip().equals(path)) {
            throw Fault.badRequest("'" + name + "' path cannot contain trailing whitespace");
        }
    }

    private static String trimmed(String path) {
        return path.replaceAll("^/+|/+$", "") + "/";
    }

    /**
     * What moves where by a view.
     *
     * @throws Fault 400 when that may not move, or not there
     */
    public Moved by(View view) {
        NamespaceTree.Located source = NamespaceTree.of(view).locate(here, from);
        NamespaceTree.Located target = NamespaceTree.of(view).locate(here, to);
        String path = from.substring(source.start());
        String next = to.substring(target.start());
        checkKinds(path, next);
        MountTable mounts = view.snapshot().part(MountTable.KIND);
        MountEntry mount = path.startsWith(AUTH)
                ? mounts.at(source.namespace().id(), path.substring(AUTH.length()))
                        .orElse(null)
                : null;
        if (mount == null) {
            throw Fault.badRequest("no matching mount at " + GoText.quote(from));
        }
        NamespaceTree.of(view).checkOpen(source.namespace(), "sys/remount");
        if (!source.namespace().equals(target.namespace())) {
            throw Fault.badRequest("a mount cannot be moved to another namespace");
        }
        return new Moved(mount, source.namespace(), next.substring(AUTH.length()));
    }

    private static void checkKinds(String path, String next) {
        if (!path.startsWith(AUTH) && next.startsWith(AUTH)) {
            throw Fault.badRequest("cannot remount to destination " + next);
        }
        if (path.startsWith(AUTH) && !next.startsWith(AUTH)) {
            throw Fault.badRequest("cannot remount auth mount to non-auth mount " + GoText.quote(next));
        }
        if (FIXED.stream().anyMatch(path::startsWith)) {
            throw Fault.badRequest("cannot remount " + GoText.quote(path));
        }
        if (FIXED.stream().anyMatch(next::startsWith)) {
            throw Fault.badRequest("cannot remount to destination " + GoText.quote(next));
        }
    }

    /**
     * Moves it.
     *
     * @throws Fault 400 as {@link #by}, and when the path is taken
     */
    public Change<Void> decide(View view) {
        Moved moved = by(view);
        MountCommands.checkPath(moved.path());
        view.snapshot()
                .part(MountTable.KIND)
                .inTheWayOf(moved.namespace().id(), moved.path())
                .ifPresent(other -> {
                    throw Fault.badRequest("path already in use at "
                            + GoText.quote(moved.namespace().path() + AUTH + other.path()));
                });
        MountEntry next = moved.mount().at(moved.path());
        return Change.withoutResult().put(MountTable.KIND, next.accessor(), MountTable.encode(next));
    }
}
