package io.portcullis.token;

import io.portcullis.control.View;
import io.portcullis.fault.Fault;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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
     * @param wanted its string; empty for a random one
     * @return the string; fails with 503 when the store has a root token with another
     */
    public Future<String> development(View view, String mountAccessor, Optional<String> wanted) {
        String string = wanted.orElseGet(tokens::newString);
        TokenEntry entry = new TokenEntry(
                "root",
                TokenString.random(),
                mountAccessor,
                "auth/token/create",
                "token",
                null,
                List.of(POLICY),
                "",
                view.time(),
                null,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                false,
                0,
                List.of(),
                null);
        return tokens.write(view.snapshot().seal(), string, entry).map(written -> {
            if (!written) {
                throw Fault.unavailable("there is such a token already");
            }
            return string;
        });
    }
}
