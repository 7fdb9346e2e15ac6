package io.portcullis.token;

import io.portcullis.http.Call;

/**
 * Who makes a request: a token that is valid now.
 *
 * @param stored the token; its uses are those left after this request
 * @param string the token as sent
 */
public record Caller(StoredToken stored, String string) {

    /** The caller of an authenticated call. */
    public static Caller of(Call call) {
        return call.found(Caller.class);
    }

    /** What the token is. */
    public TokenEntry entry() {
        return stored.entry();
    }

    /** Whether it may do everything. */
    public boolean isRoot() {
        return entry().policies().contains(RootTokens.POLICY);
    }

    /** Whether this request was its last. */
    public boolean isSpent() {
        return stored.isSpent();
    }

    @Override
    public String toString() {
        return "Caller(" + entry() + ")";
    }
}
