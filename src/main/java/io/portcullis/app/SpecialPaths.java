package io.portcullis.app;

import io.portcullis.http.Operation;
import io.portcullis.mount.Username;
import io.portcullis.policy.PolicyName;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The paths that are not like the others: spec of the system, 3.22; and those that can be spelled in more than one way. A final {@code *} stands for whatever follows.
 *
 * <p>Which endpoints need no token is said by the endpoints themselves ({@code Endpoint.Access}); a test keeps both lists.
 */
final class SpecialPaths {

    /** Below {@code sys/}: what needs {@code sudo} beside the capability for the operation. */
    static final List<String> SYS_SUDO = List.of(
            "auth/*",
            "remount",
            "audit",
            "audit/*",
            "raw",
            "raw/*",
            "rotate",
            "rotate/keyring",
            "rotate/root",
            "config/cors",
            "config/auditing/*",
            "config/ui/headers/*",
            "plugins/catalog/*",
            "revoke-prefix/*",
            "revoke-force/*",
            "leases/revoke-prefix/*",
            "leases/revoke-force/*",
            "leases/lookup/*",
            "leases",
            "internal/inspect/*");

    /** Below {@code auth/token/}, likewise. */
    static final List<String> TOKEN_SUDO = List.of("accessors*", "revoke-orphan/*");

    /** Below {@code sys/}: where everybody may hear that there is nothing. */
    static final List<String> SYS_OPEN = List.of("internal/ui/mounts/*");

    /** Below a mount of type {@code userpass}, likewise. */
    static final List<String> USERPASS_OPEN = List.of("login/*");

    private static final List<String> MOUNTS = List.of("auth/", "mounts/");
    private static final String NAMESPACES = "namespaces/";
    private static final String API_LOCK = NAMESPACES + "api-lock/";
    private static final Pattern SLASHES_AROUND = Pattern.compile("^/+|/+$");
    private static final Pattern SLASHES_AT_THE_END = Pattern.compile("/+$");
    private static final String USERS = "users/";
    private static final Pattern LOCKED_USER = Pattern.compile("(locked-users/[^/]+/)(unlock/)?(.+)");

    private SpecialPaths() {}

    /**
     * Below {@code sys/}: names of policies and accounts are the same in either case, slashes at the end of a mount's path say nothing, nor do those around
     * the name of a namespace.
     */
    static String sysSpelling(Operation operation, String path) {
        if (path.startsWith("locked-users/")) {
            return lockedUserSpelling(operation, path);
        }
        if (!operation.lists() && path.startsWith(NAMESPACES) && !path.startsWith(API_LOCK)) {
            String name =
                    SLASHES_AROUND.matcher(path.substring(NAMESPACES.length())).replaceAll("");
            return name.isEmpty() ? path : NAMESPACES + name;
        }
        boolean isMount = !operation.lists() && MOUNTS.stream().anyMatch(path::startsWith);
        Matcher slashes = SLASHES_AT_THE_END.matcher(path);
        boolean hasSlashes = slashes.find() && !path.endsWith("/tune/") && !MOUNTS.contains(slashes.replaceAll("/"));
        return isMount && hasSlashes ? slashes.replaceAll("") : PolicyName.spelledPath(path);
    }

    /** Behind {@code unlock/}, or behind the accessor of what is read, stands the name of an account. */
    private static String lockedUserSpelling(Operation operation, String path) {
        Matcher matcher = LOCKED_USER.matcher(path);
        boolean hasName = matcher.matches() && (matcher.group(2) != null || operation == Operation.READ);
        return hasName ? path.substring(0, matcher.start(3)) + Username.spelledPath(matcher.group(3)) : path;
    }

    /** Below a mount of type {@code userpass}: names of accounts are the same in either case. */
    static String userpassSpelling(Operation operation, String path) {
        return path.startsWith(USERS) ? USERS + Username.spelledPath(path.substring(USERS.length())) : path;
    }
}
