package io.portcullis.password;

import java.security.SecureRandom;
import java.util.stream.IntStream;

/**
 * Hashes of no password, one per cost, for names that do not exist: checking against one is the same work as checking against an
 * account's. Salt and digest are random, so making them costs no hashing, and finding a password for one is hopeless; the caller says
 * {@code exists & verifies} all the same.
 */
public final class DummyHashes {

    private final PasswordHash[] fromLeastCost;

    private DummyHashes(PasswordHash[] fromLeastCost) {
        this.fromLeastCost = fromLeastCost;
    }

    /** A set of their own for each process. */
    public static DummyHashes create() {
        var random = new SecureRandom();
        return new DummyHashes(IntStream.rangeClosed(PasswordHash.LEAST_COST, PasswordHash.MOST_COST)
                .mapToObj(cost -> random(cost, random))
                .toArray(PasswordHash[]::new));
    }

    /** The one of this cost, 4 to 14. */
    public PasswordHash ofCost(int cost) {
        if (cost < PasswordHash.LEAST_COST || cost > PasswordHash.MOST_COST) {
            throw new IllegalArgumentException("no hash has the cost " + cost);
        }
        return fromLeastCost[cost - PasswordHash.LEAST_COST];
    }

    private static PasswordHash random(int cost, SecureRandom random) {
        byte[] digest = new byte[Digest.LENGTH];
        random.nextBytes(digest);
        return PasswordHash.of(Salt.random(random), cost, digest);
    }
}
