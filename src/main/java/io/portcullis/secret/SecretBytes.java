package io.portcullis.secret;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Bytes that must not be printed, kept or compared carelessly: a password, a key.
 *
 * <p>{@code toString} tells nothing, {@link #matches} takes constant time, {@link #close} overwrites. Every reader goes through
 * {@link #read}, so that a search for it finds them all.
 */
public final class SecretBytes implements AutoCloseable {

    private final byte[] bytes;
    private boolean wiped;

    private SecretBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes over the array: the caller must not use it again. */
    public static SecretBytes takeOver(byte[] bytes) {
        return new SecretBytes(bytes);
    }

    /** A copy of the bytes; the caller keeps, and wipes, its own. */
    public static SecretBytes copyOf(byte[] bytes) {
        return new SecretBytes(bytes.clone());
    }

    /**
     * The UTF-8 encoding of the characters; the intermediate buffer is wiped, the caller's array is not.
     *
     * @throws CharacterCodingException for a lone surrogate
     */
    public static SecretBytes utf8(char[] characters, int offset, int length) throws CharacterCodingException {
        var encoder = StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        // Room for the worst case: a buffer that has to grow would leave a copy behind.
        ByteBuffer encoded = ByteBuffer.allocate(length * 3);
        try {
            CoderResult result = encoder.encode(CharBuffer.wrap(characters, offset, length), encoded, true);
            if (result.isError()) {
                result.throwException();
            }
            return new SecretBytes(Arrays.copyOf(encoded.array(), encoded.position()));
        } finally {
            Arrays.fill(encoded.array(), (byte) 0);
        }
    }

    /** Number of bytes. */
    public int length() {
        return bytes.length;
    }

    /** Gives the live array to the reader, which must not keep it. */
    public <T> T read(Function<byte[], T> reader) {
        if (wiped) {
            throw new IllegalStateException("secret was wiped");
        }
        return reader.apply(bytes);
    }

    /** Whether both hold the same bytes; takes the same time wherever they differ. */
    public boolean matches(SecretBytes other) {
        return read(mine -> other.read(theirs -> MessageDigest.isEqual(mine, theirs)));
    }

    /** Overwrites the bytes; calling it again does nothing. */
    @Override
    public void close() {
        wiped = true;
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public String toString() {
        return "SecretBytes(" + bytes.length + ")";
    }
}
