package io.portcullis.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

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
     * @throws IllegalArgumentException if there is no such resource
     */
    public static Script of(Class<?> owner, String name) {
        try (InputStream source = owner.getResourceAsStream(name)) {
            if (source == null) {
                throw new IllegalArgumentException("no script " + name + " beside " + owner.getName());
            }
            byte[] bytes = source.readAllBytes();
            return new Script(new String(bytes, StandardCharsets.UTF_8), sha1(bytes));
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
