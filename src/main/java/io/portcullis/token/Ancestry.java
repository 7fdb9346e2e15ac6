package io.portcullis.token;

import io.portcullis.control.View;
import java.util.List;

/**
 * A token and the ancestors that its life hangs on, as they are in Redis.
 *
 * @param token the token; without a parent where its parent let it go
 * @param ancestors its parent first
 * @param whole whether all of them are there, up to one without a parent
 */
record Ancestry(TokenEntry token, List<TokenEntry> ancestors, boolean whole) {

    /** A token that hangs on nobody. */
    static Ancestry ofOrphan(TokenEntry token) {
        return new Ancestry(token, List.of(), true);
    }

    /** Whether the token lives by this view: none of them gone, ended, or revoked with others. */
    boolean lives(View view) {
        return whole
                && livesByItself(view, token)
                && ancestors.stream().allMatch(ancestor -> livesByItself(view, ancestor));
    }

    /** Whether it lives by this view with the very parent that it was made with: only so may it be handed out. */
    boolean livesAsMade(View view, TokenEntry made) {
        return token.equals(made) && lives(view);
    }

    /** Whether nothing but an ancestor could make it void. */
    static boolean livesByItself(View view, TokenEntry entry) {
        return !entry.lease().isExpired(view.time()) && !Revocations.isVoid(view, entry);
    }
}
