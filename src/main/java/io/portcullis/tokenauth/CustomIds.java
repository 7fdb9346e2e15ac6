package io.portcullis.tokenauth;

import io.portcullis.fault.Fault;

/**
 * What a token may be called by whoever makes it: spec of tokens, 2.3; threats T2.
 *
 * @param leastLength how many characters it has at least, so that nobody guesses it
 */
public record CustomIds(int leastLength) {

    /** The rule of a store that is used for real. */
    public static final CustomIds HARD_TO_GUESS = new CustomIds(20);

    /** The rule of a development store. */
    public static final CustomIds ANY = new CustomIds(1);

    /** What whoever chose one is told. */
    static final String WARNING = "Supplying a custom ID for the token uses the weaker SHA1 hashing instead of the more"
            + " secure SHA2-256 HMAC for token obfuscation. SHA1 hashed tokens on the wire leads to less secure"
            + " lookups.";

    /**
     * Checks one; the empty one is none.
     *
     * @throws Fault 400 when it could be taken for one of ours, or guessed
     */
    void check(String id) {
        if (id.isEmpty()) {
            return;
        }
        refuseIf(id.startsWith("hvs."), "custom token ID cannot have the 'hvs.' prefix");
        refuseIf(id.startsWith("s."), "custom token ID cannot have the 's.' prefix");
        refuseIf(id.indexOf('.') >= 0, "custom token ID cannot have a '.' in the value");
        refuseIf(
                id.codePointCount(0, id.length()) < leastLength,
                "custom token ID must have at least " + leastLength + " characters");
    }

    private static void refuseIf(boolean unfit, String why) {
        if (unfit) {
            throw Fault.badRequest(why);
        }
    }
}
