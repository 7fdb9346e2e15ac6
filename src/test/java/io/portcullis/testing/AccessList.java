package io.portcullis.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The user of {@code conf/redis.acl}, as whom the product runs in all tests: with the shipped rights and not one more. */
final class AccessList {

    private static final Path FILE = Path.of("conf", "redis.acl");
    private static final String USER = "portcullis";
    private static final String SHIPPED_KEYS = "~pc:*";

    /** The keys of tests, whose prefixes are those of {@link TestRedis#freshPrefix}. */
    private static final String TEST_KEYS = "~t????????:*";

    private AccessList() {}

    /** The line of a configuration of Redis that makes the user. */
    static String line(String password) {
        return "user " + USER + " " + String.join(" ", rules(password));
    }

    /** Makes the user, through an address with the rights of an administrator; gives the user's own address. */
    static String grant(String address, String password) throws IOException {
        List<String> words = new ArrayList<>(List.of("ACL", "SETUSER", USER, "reset"));
        words.addAll(rules(password));
        try (RespClient client = RespClient.connect(address)) {
            client.command(words.toArray(String[]::new));
        }
        return address(address, password);
    }

    /** The user's own address of the Redis at this address. */
    static String address(String address, String password) {
        URI uri = URI.create(address);
        return "redis://" + USER + ":" + password + "@" + uri.getHost() + ":"
                + (uri.getPort() < 0 ? 6379 : uri.getPort());
    }

    private static List<String> rules(String password) {
        List<String> shipped = shipped();
        if (!shipped.contains(SHIPPED_KEYS)) {
            throw new IllegalStateException(FILE + " grants other keys than " + SHIPPED_KEYS);
        }
        List<String> rules = new ArrayList<>(List.of("on", ">" + password, TEST_KEYS));
        shipped.stream()
                .filter(rule -> !rule.equals("on") && !rule.startsWith("#"))
                .forEach(rules::add);
        return rules;
    }

    private static List<String> shipped() {
        try {
            return Files.readAllLines(FILE).stream()
                    .filter(line -> line.startsWith("user " + USER + " "))
                    .findFirst()
                    .map(line -> List.of(
                            line.substring(("user " + USER + " ").length()).split(" ")))
                    .orElseThrow(() -> new IllegalStateException("no user " + USER + " in " + FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
