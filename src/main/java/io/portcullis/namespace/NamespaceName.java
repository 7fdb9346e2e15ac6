package io.portcullis.namespace;

import io.portcullis.fault.Fault;
import io.portcullis.fault.GoText;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** What a namespace may be called: spec of namespaces, 1.2, and the limits of N4 and N5. */
final class NamespaceName {

    private static final Set<String> RESERVED =
            Set.of("root", "sys", "audit", "auth", "cubbyhole", "identity", ".", "..");
    private static final int MOST_NAME_BYTES = 128;
    private static final int MOST_PATH_BYTES = 1_024;
    private static final int MOST_DEPTH = 32;

    private NamespaceName() {}

    /**
     * The one name that a client means.
     *
     * @param sent with or without a final slash
     * @return without one
     * @throws Fault 400 when it can be no name of a namespace, whatever is asked of it
     */
    static String of(String sent) {
        String path = NamespacePath.of("/" + sent);
        if (sent.matches("/*root/*")) {
            throw reserved("root/");
        }
        if (path.isEmpty()) {
            throw Fault.badRequest("namespace name cannot be empty");
        }
        String name = path.substring(0, path.length() - 1);
        if (name.indexOf('/') >= 0) {
            throw Fault.badRequest("namespace name cannot contain /");
        }
        if (RESERVED.contains(name)) {
            throw reserved(path);
        }
        return name;
    }

    private static Fault reserved(String path) {
        return Fault.badRequest(GoText.quote(path) + " is a reserved path and cannot be used as a namespace name");
    }

    /**
     * Checks what a new namespace is to be called.
     *
     * @throws Fault 400 when it may not
     */
    static void checkNew(Namespace parent, String name) {
        name.codePoints().forEach(character -> check(name, character));
        String path = parent.path() + name + "/";
        if (bytes(name) > MOST_NAME_BYTES) {
            throw Fault.badRequest("namespace name is longer than " + MOST_NAME_BYTES + " bytes");
        }
        if (bytes(path) > MOST_PATH_BYTES) {
            throw Fault.badRequest("namespace path is longer than " + MOST_PATH_BYTES + " bytes");
        }
        if (path.chars().filter(character -> character == '/').count() > MOST_DEPTH) {
            throw Fault.badRequest("namespaces cannot be nested more than " + MOST_DEPTH + " deep");
        }
    }

    private static void check(String name, int character) {
        if (Character.isWhitespace(character) || Character.isSpaceChar(character)) {
            throw Fault.badRequest(
                    GoText.quote(name) + " contains space characters that cannot be used in a namespace name");
        }
        if (character == '+' || character == '*') {
            throw forbidden(name, "wildcard", character);
        }
        if (!isGraphic(character)) {
            throw forbidden(name, "unicode", character);
        }
    }

    private static Fault forbidden(String name, String what, int character) {
        return Fault.badRequest(GoText.quote(name) + " contains " + what
                + " characters that cannot be used in a namespace name: '" + Character.toString(character) + "'");
    }

    private static boolean isGraphic(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
