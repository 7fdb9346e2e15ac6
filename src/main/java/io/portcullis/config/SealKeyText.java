package io.portcullis.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.portcullis.secret.SecretBytes;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** The forms in which a seal key is written down: 32 bytes as they are, in hexadecimal, or in base64 of either alphabet. */
final class SealKeyText {

    private static final int LENGTH = 32;
    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-fA-F]{64}");
    private static final Pattern BASE64 = Pattern.compile("[0-9a-zA-Z+/_-]{43}=?");

    private SealKeyText() {}

    /** The key that a file holds; a line end after it does not count. */
    static Optional<SecretBytes> decode(SecretBytes content) {
        if (content.length() == LENGTH) {
            return Optional.of(content);
        }
        SecretBytes bare = SecretSource.withoutLineEnd(content);
        content.close();
        return bare.length() == LENGTH ? Optional.of(bare) : bare.read(bytes -> decode(new String(bytes, ISO_8859_1)));
    }

    /** The key that a text holds, in hexadecimal or base64. */
    static Optional<SecretBytes> decode(String written) {
        String text = written.strip();
        if (HEXADECIMAL.matcher(text).matches()) {
            return Optional.of(SecretBytes.takeOver(HexFormat.of().parseHex(text)));
        }
        return BASE64.matcher(text).matches()
                ? Optional.of(SecretBytes.takeOver(
                        Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'))))
                : Optional.empty();
    }
}
