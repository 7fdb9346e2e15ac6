package io.portcullis.bcrypt;

import java.util.Arrays;

/**
 * One bcrypt computation: key, salt and cost, and how much work it is to be. The key is wiped when it ends.
 *
 * <p>It carries a ticket, by which its owner knows the result again.
 */
public final class Computation {

    private static final int SALT = Blowfish.WORDS;
    private static final int TICKET = SALT + Blowfish.SALT_WORDS;

    private final long ticket;
    private final int[] key;
    private final int[] salt;
    private final int cost;
    private long left;
    private long padding;

    /**
     * @param ticket of the owner's choice
     * @param key 1 to 72 bytes, closing NUL included where there is room; the caller wipes them
     * @param salt 16 bytes
     * @param cost 4 to 31: 2^(cost+1) expansions
     * @param workCost at least {@code cost}: the work of this cost is done, whatever the cost
     */
    public Computation(long ticket, byte[] key, byte[] salt, int cost, int workCost) {
        if (key.length == 0 || key.length > Blowfish.KEY_BYTES || salt.length != Blowfish.SALT_WORDS * Integer.BYTES) {
            throw new IllegalArgumentException("not a key and a salt");
        }
        if (cost < 4 || workCost < cost || workCost > 31) {
            throw new IllegalArgumentException("not a cost and a cost of work");
        }
        this.ticket = ticket;
        this.key = Blowfish.words(key, Blowfish.P_WORDS);
        this.salt = Blowfish.words(salt, Blowfish.SALT_WORDS);
        this.cost = cost;
        this.left = 2L << cost;
        this.padding = (2L << workCost) - left;
    }

    long ticket() {
        return ticket;
    }

    int cost() {
        return cost;
    }

    /** Puts there what it begins with: its state, its salt and its ticket. */
    void begin(int[] lanes, int at) {
        Blowfish.begin(lanes, at, key, salt);
        System.arraycopy(salt, 0, lanes, at + SALT, Blowfish.SALT_WORDS);
        lanes[at + TICKET] = (int) (ticket >>> Integer.SIZE);
        lanes[at + TICKET + 1] = (int) ticket;
    }

    /** Mixes the key, or the salt that is there, in turns, into P before the next expansion. */
    void mix(int[] lanes, int at) {
        if ((left & 1) == 0) {
            for (int i = 0; i < Blowfish.P_WORDS; i++) {
                lanes[at + i] ^= key[i];
            }
        } else {
            for (int i = 0; i < Blowfish.P_WORDS; i++) {
                lanes[at + i] ^= lanes[at + SALT + (i & 3)];
            }
        }
    }

    /** The ticket that is there. */
    static long ticketAt(int[] lanes, int at) {
        return (long) lanes[at + TICKET] << Integer.SIZE | lanes[at + TICKET + 1] & 0xffff_ffffL;
    }

    /** The salt that is there. */
    static int[] saltAt(int[] lanes, int at) {
        return Arrays.copyOfRange(lanes, at + SALT, at + SALT + Blowfish.SALT_WORDS);
    }

    /** Counts an expansion; true when it was the last of the computation itself, after which only padding follows. */
    boolean expanded() {
        if (left > 0) {
            left--;
            return left == 0;
        }
        padding--;
        return false;
    }

    /** Whether nothing is left to do. */
    boolean isOver() {
        return left == 0 && padding == 0;
    }

    void wipe() {
        Arrays.fill(key, 0);
    }

    @Override
    public String toString() {
        return "Computation(cost " + cost + ")";
    }
}
