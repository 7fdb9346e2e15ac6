package io.portcullis.control;

import io.portcullis.fault.Fault;

/**
 * One state of the control plane: {@code <number>-<head>}. Compared whole and for equality only; a smaller number is just
 * different.
 *
 * @param number how many commits led here
 * @param head 128 bits in hexadecimal, a keyed hash over the number and all entries
 */
public record Epoch(long number, String head) {

    static Epoch parse(String text) {
        int dash = text.indexOf('-');
        try {
            return new Epoch(Long.parseLong(text.substring(0, dash)), text.substring(dash + 1));
        } catch (NumberFormatException | IndexOutOfBoundsException nonsense) {
            throw Fault.unavailable("the epoch of the control plane is not an epoch");
        }
    }

    @Override
    public String toString() {
        return number + "-" + head;
    }
}
