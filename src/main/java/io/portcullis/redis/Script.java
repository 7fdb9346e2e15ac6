package io.portcullis.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Lua script: a constant of the class that runs it, kept as a resource beside that class. Data reaches it only as keys and
 * arguments.
 *
 * @param text the source
 * @param sha1 its digest in lower-case hexadecimal, the name that {@code EVALSHA} knows it by
 */
public record Script(String text, String sha1) {

    /**
     * Loads {@code name} from the package of {@code owner}.
     *
     * @param libraries what comes before it: functions that scripts have in common
     * @throws IllegalArgumentException if there is no such resource
     */
    public static Script of(Class<?> owner, String name, Script... libraries) {
        String before = Stream.of(libraries).map(Script::text).collect(Collectors.joining());
        try (InputStream source = owner.getResourceAsStream(name)) {
            if (source == null) {
                throw new IllegalArgumentException("no script " + name + " beside " + owner.getName());
            }
            String text = before + new String(source.readAllBytes(), StandardCharsets.UTF_8);
            return new Script(text, sha1(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String sha1(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
