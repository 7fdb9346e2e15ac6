package io.portcullis.bcrypt;

import java.math.BigInteger;

/**
 * The parts of bcrypt that take no time: the state that every computation begins with, the salted expansion that is its first, and
 * the encryption that is its end. Provos and Mazières, "A Future-Adaptable Password Scheme", 1999; Schneier's Blowfish, 1993.
 *
 * <p>A state is {@value #WORDS} words: 18 of P, then four boxes S of 256. Several states lie one behind the other in one array, and a
 * state is named by where it begins.
 */
final class Blowfish {

    /** Words of P. */
    static final int P_WORDS = 18;

    /** Words of a state. */
    static final int WORDS = P_WORDS + 4 * 256;

    /** Words of the salt. */
    static final int SALT_WORDS = 4;

    /** Bytes of the key that count; a shorter one, its closing NUL included, is repeated. */
    static final int KEY_BYTES = 4 * P_WORDS;

    /** Words of the result. */
    static final int DIGEST_WORDS = 6;

    private static final int S0 = P_WORDS;
    private static final int S1 = S0 + 256;
    private static final int S2 = S1 + 256;
    private static final int S3 = S2 + 256;
    private static final int ROUNDS = 16;
    private static final int ENCRYPTIONS = 64;
    private static final int[] INITIAL = fractionOfPi(WORDS);

    /** "OrpheanBeholderScryDoubt", which is encrypted at the end. */
    private static final int[] ORPHEAN = {0x4f727068, 0x65616e42, 0x65686f6c, 0x64657253, 0x63727944, 0x6f756274};

    private Blowfish() {}

    /** The first words of the binary fraction of pi, which are Blowfish's nothing-up-my-sleeve numbers; by Machin's formula. */
    private static int[] fractionOfPi(int count) {
        int guard = 64;
        int bits = count * Integer.SIZE + guard;
        BigInteger pi = arctanOfInverse(5, bits)
                .shiftLeft(4)
                .subtract(arctanOfInverse(239, bits).shiftLeft(2));
        BigInteger fraction = pi.subtract(BigInteger.valueOf(3).shiftLeft(bits)).shiftRight(guard);
        int[] words = new int[count];
        for (int i = count - 1; i >= 0; i--) {
            words[i] = fraction.intValue();
            fraction = fraction.shiftRight(Integer.SIZE);
        }
        return words;
    }

    private static BigInteger arctanOfInverse(int x, int bits) {
        BigInteger square = BigInteger.valueOf((long) x * x);
        BigInteger power = BigInteger.ONE.shiftLeft(bits).divide(BigInteger.valueOf(x));
        BigInteger sum = BigInteger.ZERO;
        for (int n = 1; power.signum() != 0; n += 2) {
            BigInteger term = power.divide(BigInteger.valueOf(n));
            sum = n % 4 == 1 ? sum.add(term) : sum.subtract(term);
            power = power.divide(square);
        }
        return sum;
    }

    /** The words of a key, repeated until it fills P; or of a salt, which has 16 bytes. */
    static int[] words(byte[] bytes, int count) {
        int[] words = new int[count];
        for (int i = 0; i < count * Integer.BYTES; i++) {
            words[i >> 2] = words[i >> 2] << Byte.SIZE | bytes[i % bytes.length] & 0xff;
        }
        return words;
    }

    /** Puts the state there that a key and a salt begin with: the initial one, expanded with both. */
    static void begin(int[] states, int at, int[] key, int[] salt) {
        System.arraycopy(INITIAL, 0, states, at, WORDS);
        for (int i = 0; i < P_WORDS; i++) {
            states[at + i] ^= key[i];
        }
        expand(states, at, salt);
    }

    /** Expands a state: each block, mixed with the salt, is encrypted and takes the place of two words. */
    static void expand(int[] states, int at, int[] salt) {
        int left = 0;
        int right = 0;
        for (int i = 0; i < WORDS; i += 2) {
            long block = encrypt(states, at, left ^ salt[i & 2], right ^ salt[(i & 2) + 1]);
            left = (int) (block >>> Integer.SIZE);
            right = (int) block;
            states[at + i] = left;
            states[at + i + 1] = right;
        }
    }

    /** What a state that was expanded often enough gives: {@value #DIGEST_WORDS} words, of which bcrypt leaves the last byte out. */
    static int[] finish(int[] states, int at) {
        int[] digest = ORPHEAN.clone();
        for (int i = 0; i < DIGEST_WORDS; i += 2) {
            for (int n = 0; n < ENCRYPTIONS; n++) {
                long block = encrypt(states, at, digest[i], digest[i + 1]);
                digest[i] = (int) (block >>> Integer.SIZE);
                digest[i + 1] = (int) block;
            }
        }
        return digest;
    }

    private static long encrypt(int[] states, int at, int left, int right) {
        int l = left ^ states[at];
        int r = right;
        for (int n = 1; n <= ROUNDS; n += 2) {
            r ^= states[at + n] ^ f(states, at, l);
            l ^= states[at + n + 1] ^ f(states, at, r);
        }
        return (long) (r ^ states[at + ROUNDS + 1]) << Integer.SIZE | l & 0xffff_ffffL;
    }

    private static int f(int[] states, int at, int x) {
        return ((states[at + S0 + (x >>> 24)] + states[at + S1 + (x >>> 16 & 255)]) ^ states[at + S2 + (x >>> 8 & 255)])
                + states[at + S3 + (x & 255)];
    }
}
