package io.portcullis.password;

import io.portcullis.fair.Origin;
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

    /** A hash that is made is checked by the other implementation, which takes as long as three lanes. */
    private static final int WEIGHT_OF_MAKING = 4;

    private final long ticket = RANDOM.nextLong();
    private final Password password;
    private final Salt salt;
    private final int cost;
    private final long deadline;
    private final boolean making;
    private int workCost;
    private boolean spare;
    private BooleanSupplier abandoned = () -> false;
    private Object subject = this;
    private Origin origin = Origin.OURSELVES;

    private HashingRequest(Password password, Salt salt, int cost, Duration patience, boolean making) {
        if (cost < PasswordHash.LEAST_COST || cost > PasswordHash.MOST_COST) {
            throw new IllegalArgumentException("not a cost to work at: " + cost);
        }
        this.password = password;
        this.salt = salt;
        this.cost = cost;
        this.workCost = cost;
        this.making = making;
        this.deadline = System.nanoTime() + patience.toNanos();
    }

    /** Asks for the digest that {@link PasswordHash#verifies} needs; it may wait for so long before it begins. */
    public static HashingRequest check(Password password, PasswordHash hash, Duration patience) {
        return new HashingRequest(password, hash.salt(), hash.cost(), patience, false);
    }

    /**
     * Asks for the digest that {@link PasswordHash#made} needs, with a new salt.
     *
     * @param cost 4 to 14
     * @throws io.portcullis.fault.Fault 400 as {@link Password#chosen}
     */
    public static HashingRequest make(Password password, int cost, Duration patience) {
        return new HashingRequest(password.settable(), Salt.random(RANDOM), cost, patience, true);
    }

    /** Makes it cost at least as much work as a hash of this cost, so that cheap hashes of old cannot be told by their time. */
    public HashingRequest workingAtLeast(int otherCost) {
        if (otherCost > PasswordHash.MOST_COST) {
            throw new IllegalArgumentException("not a cost to work at: " + otherCost);
        }
        workCost = Math.max(workCost, otherCost);
        return this;
    }

    /** Drops it, if it still waits, once nobody wants the answer. Asked on any thread, under a lock: a volatile read, no more. */
    public HashingRequest unless(BooleanSupplier nobodyWaits) {
        abandoned = nobodyWaits;
        return this;
    }

    /** Says what it is about, by {@code equals}: it is dropped, if it still waits, once {@link PasswordHasher#drop} is told so. */
    public HashingRequest about(Object what) {
        subject = what;
        return this;
    }

    /** Says who it is done for, hence whose share of the workers' time it takes; until then it is ourselves. */
    public HashingRequest from(Origin client) {
        origin = client;
        return this;
    }

    /** Lets everything else go first: it is refused unless a lane is free for it, and one more for whoever comes next. */
    public HashingRequest whenLanesAreFree() {
        spare = true;
        return this;
    }

    /** The work it takes, in expansions of bcrypt's key: 2^(cost+1), and for a new hash what its check takes. */
    public long expansions() {
        return (2L << workCost) * (making ? WEIGHT_OF_MAKING : 1);
    }

    @Override
    public String toString() {
        return "HashingRequest(cost " + cost + ")";
    }

    boolean isSpare() {
        return spare;
    }

    /** Whether the digest will be stored. */
    boolean isMaking() {
        return making;
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

    Origin origin() {
        return origin;
    }

    /** Whether it is too late to begin. */
    boolean isLate(long nanoTime) {
        return nanoTime - deadline >= 0;
    }

    boolean isAbout(Object what) {
        return subject.equals(what);
    }

    /** Whether nobody waits for it any more. */
    boolean isAbandoned() {
        return abandoned.getAsBoolean();
    }
}
