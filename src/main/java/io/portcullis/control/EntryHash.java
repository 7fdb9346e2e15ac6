package io.portcullis.control;

import io.portcullis.seal.Purpose;
import io.portcullis.seal.Seal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The keyed hashes that tie a control plane together: of an entry, over place and sealed content, and of a whole state, over its
 * number and the sum of its entries' hashes.
 */
final class EntryHash {

    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);
    private static final byte[] ENTRY = {1};
    private static final byte[] HEAD = {2};
    private static final int HEAD_BYTES = 16;

    private EntryHash() {}

    static BigInteger of(Seal seal, String kind, String key, byte[] sealed) {
        byte[] kindBytes = kind.getBytes(StandardCharsets.UTF_8);
        byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
        byte[] lengths = ByteBuffer.allocate(8)
                .putInt(kindBytes.length)
                .putInt(keyBytes.length)
                .array();
        return new BigInteger(1, seal.hash(Purpose.CONTROL, ENTRY, lengths, kindBytes, keyBytes, sealed));
    }

    static BigInteger add(BigInteger sum, BigInteger hash) {
        return sum.add(hash).mod(MODULUS);
    }

    static BigInteger subtract(BigInteger sum, BigInteger hash) {
        return sum.subtract(hash).mod(MODULUS);
    }

    static Epoch epoch(Seal seal, long number, BigInteger sum) {
        byte[] numberBytes = ByteBuffer.allocate(8).putLong(number).array();
        byte[] head = seal.hash(Purpose.CONTROL, HEAD, numberBytes, fixed(sum));
        return new Epoch(number, HexFormat.of().formatHex(Arrays.copyOf(head, HEAD_BYTES)));
    }

    private static byte[] fixed(BigInteger sum) {
        byte[] minimal = sum.toByteArray();
        byte[] out = new byte[33];
        System.arraycopy(minimal, 0, out, out.length - minimal.length, minimal.length);
        return out;
    }
}
