package io.portcullis.http;

import io.portcullis.fault.Fault;
import io.portcullis.field.RawParameters;

/**
 * What a request wants done: made from the HTTP verb and the flags of the query, and from nothing else. POST and PUT are the same;
 * whether a write creates or updates is for the endpoint to find out.
 */
public enum Operation {
    READ,
    LIST,
    SCAN,
    UPDATE,
    PATCH,
    DELETE,
    HEADER,
    HELP,
    /** The verb of the same name, which nothing serves. */
    OPTIONS;

    /**
     * The operation of a verb. Beside any verb, {@code help} in the query asks for help, whatever it says.
     *
     * @throws Fault 405 for an unknown verb; 400 for a flag that is no boolean, or {@code list} and {@code scan} together
     */
    public static Operation of(String method, String query) {
        if (isHelp(method, query)) {
            return HELP;
        }
        return switch (method) {
            case "GET" -> query.isEmpty() ? READ : get(query);
            case "HEAD" -> HEADER;
            case "POST", "PUT" -> UPDATE;
            case "DELETE" -> DELETE;
            case "PATCH" -> PATCH;
            case "LIST" -> LIST;
            case "SCAN" -> SCAN;
            case "OPTIONS" -> OPTIONS;
            default -> throw Fault.silent(405);
        };
    }

    /** Whether help is asked for. */
    public static boolean isHelp(String method, String query) {
        return method.equals("HELP") || !query.isEmpty() && RawParameters.hasText(query, "help");
    }

    private static Operation get(String query) {
        boolean list = RawParameters.queryFlag(query, "list");
        boolean scan = RawParameters.queryFlag(query, "scan");
        if (list && scan) {
            throw Fault.silent(400);
        }
        return list ? LIST : scan ? SCAN : READ;
    }

    /** Whether the path of such a request gets a trailing slash. */
    public boolean lists() {
        return this == LIST || this == SCAN;
    }

    /** Whether it changes something at a path, which then may not end in a slash. */
    public boolean writes() {
        return this == UPDATE || this == PATCH;
    }

    /** Whether parameters come in the body; else they come in the query. */
    public boolean takesBody() {
        return this == UPDATE || this == PATCH;
    }
}
