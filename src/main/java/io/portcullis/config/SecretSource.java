package io.portcullis.config;

import io.portcullis.secret.SecretBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** Where a secret is read from: what came of it, or why nothing did. */
sealed interface SecretSource {

    /** Who should not be able to read a secret. Its group may: that is how Kubernetes hands one to a process that is not root. */
    Set<PosixFilePermission> OTHERS = EnumSet.of(PosixFilePermission.OTHERS_READ);

    /** Longer than any secret. */
    int MOST_BYTES = 64 * 1024;

    /**
     * The secret.
     *
     * @param exposed whether others than the owner may read its file
     */
    record Found(SecretBytes secret, boolean exposed) implements SecretSource {}

    /** Why there is none; without any of it. */
    record Failed(String reason) implements SecretSource {}

    /** The content of a file, all of it. */
    static SecretSource file(String name) {
        try {
            Path path = Path.of(name);
            if (Files.isDirectory(path)) {
                return new Failed("it is a folder");
            }
            if (Files.size(path) > MOST_BYTES) {
                return new Failed("the file is too long for a secret");
            }
            byte[] content = Files.readAllBytes(path);
            return lengthWithoutLineEnd(content) == 0
                    ? new Failed("the file is empty")
                    : new Found(SecretBytes.takeOver(content), isExposed(path));
        } catch (IOException unreadable) {
            return new Failed(ConfigFiles.reason(unreadable));
        } catch (InvalidPathException noPath) {
            return new Failed("not the name of a file");
        }
    }

    /** A copy without the line end at its end, if it has one. */
    static SecretBytes withoutLineEnd(SecretBytes secret) {
        return secret.read(bytes -> SecretBytes.takeOver(Arrays.copyOf(bytes, lengthWithoutLineEnd(bytes))));
    }

    private static int lengthWithoutLineEnd(byte[] content) {
        int length = content.length;
        if (length > 0 && content[length - 1] == '\n') {
            length--;
            if (length > 0 && content[length - 1] == '\r') {
                length--;
            }
        }
        return length;
    }

    private static boolean isExposed(Path path) throws IOException {
        try {
            return Files.getPosixFilePermissions(path).stream().anyMatch(OTHERS::contains);
        } catch (UnsupportedOperationException noPosix) {
            return false;
        }
    }
}
