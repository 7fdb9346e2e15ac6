package io.portcullis.token;

import io.portcullis.seal.Seal;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** The one class that grants the policy {@code root}. */
public final class RootTokens {

    /** The policy that allows everything. */
    static final String POLICY = "root";

    private final TokenService tokens;

    /** Root tokens through the given service. */
    public RootTokens(TokenService tokens) {
        this.tokens = tokens;
    }

    /**
     * Makes the root token of a development server, as the reference has it: a child of the first root token, which is gone.
     *
     * @param mountAccessor of the token store
     * @param string the token
     * @param now by the clock of Redis
     */
    public Future<TokenEntry> development(Seal seal, String mountAccessor, String string, Instant now) {
        TokenEntry entry = new TokenEntry(
                "root",
                TokenString.random(),
                TokenOrigin.orphan(mountAccessor, "auth/token/create", "token", null),
                List.of(POLICY),
                null,
                TokenLease.endless(now),
                0,
                List.of());
        return tokens.write(seal, string, entry).map(entry);
    }
}
