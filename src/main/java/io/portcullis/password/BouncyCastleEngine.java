package io.portcullis.password;

import java.util.Arrays;
import org.bouncycastle.crypto.generators.BCrypt;

/**
 * Bcrypt by Bouncy Castle, one hash after the other. The only class that knows the library.
 *
 * <p>The library keeps its tables, which were derived from the password, until the garbage collector takes them; our own copy of the
 * key is wiped.
 */
final class BouncyCastleEngine implements HashingEngine {

    @Override
    public Digest digest(HashingRequest request) {
        byte[] key = request.password().key();
        byte[] salt = request.salt().bytes();
        try {
            byte[] output = hash(key, salt, request.cost());
            pad(request, key, salt);
            return new Digest(request.ticket(), Salt.of(salt), request.cost(), Arrays.copyOf(output, Digest.LENGTH));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** The expansions from cost c up to cost w are those of one hash at each of c, c+1, … w-1. */
    private static void pad(HashingRequest request, byte[] key, byte[] salt) {
        for (int cost = request.cost(); cost < request.workCost(); cost++) {
            hash(key, salt, cost);
        }
    }

    /** The key has its closing NUL already. */
    private static byte[] hash(byte[] key, byte[] salt, int cost) {
        return BCrypt.generate(key, salt, cost, false);
    }
}
