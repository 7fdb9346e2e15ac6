package io.portcullis.password;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * One computation asked of the {@link PasswordHasher}, which takes over the password and wipes it, whatever becomes of the request.
 *
 * <p>A request has a ticket of its own, by which its answer is known, and a deadline: work that still waits then is dropped.
 */
public final class HashingRequest {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final long ticket = RANDOM.nextLong();
    private final Password password;
    private final Salt salt;
    private final int cost;
    private final long deadline;
    private int workCost;
    private BooleanSupplier abandoned = () -> false;

    private HashingRequest(Password password, Salt salt, int cost, Duration patience) {
        if (cost < PasswordHash.LEAST_COST || cost > PasswordHash.MOST_COST) {
            throw new IllegalArgumentException("not a cost to work at: " + cost);
        }
        this.password = password;
        this.salt = salt;
        this.cost = cost;
        this.workCost = cost;
        this.deadline = System.nanoTime() + patience.toNanos();
    }

    /** Asks for the digest that {@link PasswordHash#verifies} needs; it may wait for so long before it begins. */
    public static HashingRequest check(Password password, PasswordHash hash, Duration patience) {
        return new HashingRequest(password, hash.salt(), hash.cost(), patience);
    }

    /**
     * Asks for the digest that {@link PasswordHash#made} needs, with a new salt.
     *
     * @param cost 4 to 14; 10 is {@link PasswordHash#DEFAULT_COST}
     * @throws io.portcullis.fault.Fault 400 as {@link Password#chosen}
     */
    public static HashingRequest make(Password password, int cost, Duration patience) {
        return new HashingRequest(password.settable(), Salt.random(RANDOM), cost, patience);
    }

    /** Makes it cost at least as much work as a hash of this cost, so that cheap hashes of old cannot be told by their time. */
    public HashingRequest workingAtLeast(int otherCost) {
        if (otherCost > PasswordHash.MOST_COST) {
            throw new IllegalArgumentException("not a cost to work at: " + otherCost);
        }
        workCost = Math.max(workCost, otherCost);
        return this;
    }

    /** Drops it, if it still waits, once nobody wants the answer. Asked on a worker thread: a volatile read, no more. */
    public HashingRequest unless(BooleanSupplier nobodyWaits) {
        abandoned = nobodyWaits;
        return this;
    }

    /** The work it takes, in expansions of bcrypt's key: 2^(cost+1). */
    public long expansions() {
        return 1L << (workCost + 1);
    }

    @Override
    public String toString() {
        return "HashingRequest(cost " + cost + ")";
    }

    long ticket() {
        return ticket;
    }

    Password password() {
        return password;
    }

    boolean passwordFits() {
        return password.fits();
    }

    Salt salt() {
        return salt;
    }

    int cost() {
        return cost;
    }

    int workCost() {
        return workCost;
    }

    /** Whether it is too late to begin. */
    boolean isLate() {
        return System.nanoTime() - deadline >= 0;
    }

    /** Whether nobody waits for it any more. */
    boolean isAbandoned() {
        return abandoned.getAsBoolean();
    }
}
