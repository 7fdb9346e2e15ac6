package io.portcullis.lockout;

/**
 * From where an attempt came. A name has a counter for each side, with the same rules, so that strangers lock out only each other
 * (threats A6); where no networks are trusted, everybody is inside.
 */
public enum Side {
    /** From a trusted network, or no network is. */
    INSIDE(""),
    /** From elsewhere. */
    OUTSIDE("o");

    private final String prefix;

    Side(String prefix) {
        this.prefix = prefix;
    }

    /** What the fields of its counter begin with. */
    public String prefix() {
        return prefix;
    }
}
