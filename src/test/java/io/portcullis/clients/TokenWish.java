package io.portcullis.clients;

/**
 * A token to be created with one policy beside {@code default}.
 *
 * @param uses how often it may be used; 0 for no limit
 */
record TokenWish(String policy, long seconds, int uses, boolean orphan) {

    /** A child of the token that asks. */
    static TokenWish child(String policy, long seconds) {
        return new TokenWish(policy, seconds, 0, false);
    }

    TokenWish withUses(int many) {
        return new TokenWish(policy, seconds, many, orphan);
    }

    TokenWish asOrphan() {
        return new TokenWish(policy, seconds, uses, true);
    }
}
