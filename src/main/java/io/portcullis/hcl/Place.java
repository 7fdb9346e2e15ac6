package io.portcullis.hcl;

/**
 * A place in a text.
 *
 * @param line counted from 1; 0 when the place is not known
 * @param column in characters, counted from 1
 */
public record Place(int line, int column) {

    /** The place of what has none, and of all values of the JSON form. */
    public static final Place UNKNOWN = new Place(0, 0);

    /** {@code 3:14}, or {@code -}. */
    @Override
    public String toString() {
        return line > 0 ? line + ":" + column : "-";
    }
}
