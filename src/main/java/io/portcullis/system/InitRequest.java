package io.portcullis.system;

import io.portcullis.fault.Fault;
import io.portcullis.field.JsonNumber;
import io.portcullis.field.RawParameters;
import io.portcullis.seal.RecoveryKey;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code sys/init} is asked for: spec of the system, 3.4, for a seal of type {@code static}.
 *
 * @param shares into how many shares the recovery key is split; zero for no recovery key
 * @param threshold how many of them are needed
 */
record InitRequest(int shares, int threshold) {

    private static final String PREFIX = "invalid recovery configuration: ";

    /**
     * Reads and checks a body, in the order of the reference.
     *
     * @throws Fault 400
     */
    static InitRequest of(byte[] body) {
        try (RawParameters raw = RawParameters.body(body, "", Set.of())) {
            Stream.of("secret_shares", "secret_threshold", "stored_shares").forEach(name -> number(raw, name));
            refuseInapplicable(raw);
            InitRequest request = new InitRequest(number(raw, "recovery_shares"), number(raw, "recovery_threshold"));
            request.check();
            refuseEncryption(raw);
            return request;
        }
    }

    private static void refuseInapplicable(RawParameters raw) {
        List<String> given = Stream.concat(
                        Stream.of("secret_shares", "secret_threshold").filter(name -> number(raw, name) != 0),
                        Stream.of("pgp_keys").filter(name -> !list(raw, name).isEmpty()))
                .toList();
        if (!given.isEmpty()) {
            throw Fault.badRequest("parameters " + String.join(",", given) + " not applicable to seal type static");
        }
    }

    private void check() {
        if (shares > 1 && threshold <= 1) {
            throw Fault.badRequest(PREFIX + "threshold must be greater than one for multiple shares");
        }
        if (shares > RecoveryKey.MOST_SHARES) {
            throw Fault.badRequest(PREFIX + "shares must be less than 256");
        }
        if (threshold > RecoveryKey.MOST_SHARES) {
            throw Fault.badRequest(PREFIX + "threshold must be less than 256");
        }
        if (threshold > shares) {
            throw Fault.badRequest(PREFIX + "threshold cannot be larger than shares");
        }
        if (shares < 0 || threshold < 0) {
            throw Fault.badRequest(PREFIX + "shares and threshold cannot be negative");
        }
    }

    /** To hand a secret out in clear to somebody who asked for it encrypted would be worse than to refuse. */
    private static void refuseEncryption(RawParameters raw) {
        String encrypted = Stream.of("recovery_pgp_keys", "root_token_pgp_key")
                .filter(name -> name.endsWith("keys")
                        ? !list(raw, name).isEmpty()
                        : !text(raw, name).isEmpty())
                .collect(Collectors.joining(","));
        if (!encrypted.isEmpty()) {
            throw Fault.badRequest("PGP encryption is not supported: " + encrypted);
        }
    }

    private static int number(RawParameters raw, String name) {
        Object value = raw.value(name);
        if (value == null) {
            return 0;
        }
        if (!(value instanceof JsonNumber)) {
            throw malformed(value, name, "int");
        }
        try {
            return Integer.parseInt(value.toString());
        } catch (NumberFormatException fractionOrTooLarge) {
            throw malformed(value, name, "int");
        }
    }

    private static List<?> list(RawParameters raw, String name) {
        Object value = raw.value(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw malformed(value, name, "[]string");
    }

    private static String text(RawParameters raw, String name) {
        Object value = raw.value(name);
        if (value == null || value instanceof String) {
            return value == null ? "" : (String) value;
        }
        throw malformed(value, name, "string");
    }

    private static Fault malformed(Object value, String name, String type) {
        return Fault.badRequest("failed to decode JSON input: json: cannot unmarshal " + kind(value)
                + " into Go struct field InitRequest." + name + " of type " + type);
    }

    private static String kind(Object value) {
        if (value instanceof String) {
            return "string";
        }
        if (value instanceof Boolean) {
            return "bool";
        }
        if (value instanceof JsonNumber) {
            return "number";
        }
        return value instanceof List ? "array" : "object";
    }
}
