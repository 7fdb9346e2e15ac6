package io.portcullis.bcrypt;

import java.nio.ByteBuffer;

/**
 * The result of a computation, with what it was computed from as the lane had it.
 *
 * @param ticket of the computation
 * @param salt 16 bytes
 * @param cost of the computation
 * @param digest 24 bytes, of which bcrypt leaves the last out
 */
public record Computed(long ticket, byte[] salt, int cost, byte[] digest) {

    /** The result of the lane at an index, with the ticket and the salt that are there. */
    static Computed of(Computation computation, int[] lanes, int at) {
        return new Computed(
                Computation.ticketAt(lanes, at),
                bytes(Computation.saltAt(lanes, at)),
                computation.cost(),
                bytes(Blowfish.finish(lanes, at)));
    }

    private static byte[] bytes(int[] words) {
        ByteBuffer bytes = ByteBuffer.allocate(words.length * Integer.BYTES);
        bytes.asIntBuffer().put(words);
        return bytes.array();
    }

    @Override
    public String toString() {
        return "Computed";
    }
}
