package io.portcullis.token;

import io.portcullis.fault.Fault;
import io.portcullis.seal.Seal;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** The one class that grants the policy {@code root}. */
public final class RootTokens {

    /** The policy that allows everything. */
    static final String POLICY = "root";

    /** The path of the first root token of a namespace, which was made by no request. */
    static final String PATH = "auth/token/root";

    private final TokenService tokens;

    /** Root tokens through the given service. */
    public RootTokens(TokenService tokens) {
        this.tokens = tokens;
    }

    /**
     * The policies of a root token that another token makes.
     *
     * @param fromHere whether that is of the namespace of the new one
     * @throws Fault 400 when that is no root token itself, whatever it may do, or is of another namespace
     */
    public static List<String> madeBy(TokenEntry parent, boolean fromHere) {
        if (!fromHere) {
            throw Fault.badRequest("root tokens may not be created from a parent namespace");
        }
        if (!parent.policies().contains(POLICY)) {
            throw Fault.badRequest("root tokens may not be created without parent token being root");
        }
        return List.of(POLICY);
    }

    /**
     * Makes the root token of a development server, as the reference has it: a child of the first root token, which is gone.
     *
     * @param mountAccessor of the token store
     * @param string the token
     * @param now by the clock of Redis
     */
    public Future<TokenEntry> development(Seal seal, String mountAccessor, String string, Instant now) {
        return write(seal, string, orphan(TokenOrigin.orphan(mountAccessor, "auth/token/create", "token", null), now));
    }

    /**
     * Makes the first root token of a store, which no request made and no lease ends. Where it was written before it is not written
     * again.
     *
     * @param mountAccessor of the token store
     * @param string the token
     * @param now by the clock of Redis
     */
    public Future<TokenEntry> first(Seal seal, String mountAccessor, String string, Instant now) {
        return write(seal, string, orphan(TokenOrigin.orphan(mountAccessor, PATH, "root", null), now));
    }

    private Future<TokenEntry> write(Seal seal, String string, TokenEntry entry) {
        return tokens.write(seal, string, entry).map(entry);
    }

    private static TokenEntry orphan(TokenOrigin origin, Instant now) {
        return new TokenEntry(
                "root", TokenString.random(), origin, List.of(POLICY), null, TokenLease.endless(now), 0, List.of());
    }
}
