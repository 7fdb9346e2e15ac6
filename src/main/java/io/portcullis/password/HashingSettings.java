package io.portcullis.password;

import java.time.Duration;

/**
 * How a process hashes passwords.
 *
 * @param workers threads that do nothing else; more than there are processors gain nothing
 * @param lanes how many passwords each of them hashes at once, 1 to 4; 1: one after the other, by the library alone; 0: as many as are
 *     fastest here
 * @param queueTarget how long a request should wait at most; more work than fits into it is refused
 * @param cost the bcrypt cost of a new hash, 4 to 14; cheaper ones are checked with as much work
 * @param upgrading whether a cheaper hash is replaced by one of this cost when its password was right
 */
public record HashingSettings(int workers, int lanes, Duration queueTarget, int cost, boolean upgrading) {

    /** The most lanes of a worker. */
    public static final int MOST_LANES = 4;

    /** How long a request should wait at most, where nothing else is said. */
    public static final Duration QUEUE_TARGET = Duration.ofSeconds(2);

    public HashingSettings {
        if (workers < 1) {
            throw new IllegalArgumentException("a node needs at least one hashing worker");
        }
        if (lanes < 0 || lanes > MOST_LANES) {
            throw new IllegalArgumentException("not a number of lanes: " + lanes);
        }
        if (cost < PasswordHash.LEAST_COST || cost > PasswordHash.MOST_COST) {
            throw new IllegalArgumentException("not a cost to work at: " + cost);
        }
    }

    /** What is usual, on so many threads. */
    public static HashingSettings usual(int workers) {
        return new HashingSettings(workers, 0, QUEUE_TARGET, PasswordHash.DEFAULT_COST, false);
    }
}
