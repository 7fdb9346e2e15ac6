package io.portcullis.system;

import io.portcullis.fault.Fault;
import io.vertx.core.MultiMap;
import java.util.List;

/**
 * The status that {@code sys/health} answers in each state, as the query wants it: spec of the system, 3.1.
 *
 * @param active 200 unless told
 * @param sealed 503 unless told
 * @param uninitialised 501 unless told
 */
record HealthCodes(int active, int sealed, int uninitialised) {

    private static final List<String> TRUE = List.of("1", "t", "T", "TRUE", "true", "True");
    private static final List<String> FALSE = List.of("", "0", "f", "F", "FALSE", "false", "False");

    /** Throws a fault of 400 without words for a code that is no status, or a flag that is no boolean. */
    static HealthCodes of(MultiMap query) {
        code(query, "standbycode", 429);
        flag(query, "standbyok");
        return new HealthCodes(
                code(query, "activecode", 200), code(query, "sealedcode", 503), code(query, "uninitcode", 501));
    }

    int in(Condition condition) {
        if (!condition.initialised()) {
            return uninitialised;
        }
        return condition.sealed() ? sealed : active;
    }

    private static int code(MultiMap query, String name, int standard) {
        String text = query.get(name);
        if (text == null) {
            return standard;
        }
        if (!text.matches("[2-5][0-9][0-9]")) {
            throw Fault.silent(400);
        }
        return Integer.parseInt(text);
    }

    private static void flag(MultiMap query, String name) {
        String text = query.get(name);
        if (text != null && !TRUE.contains(text) && !FALSE.contains(text)) {
            throw Fault.silent(400);
        }
    }
}
