package io.portcullis.userpass;

import io.portcullis.control.View;
import io.portcullis.fault.Fault;
import io.portcullis.mount.MountEntry;
import io.portcullis.namespace.Namespace;
import io.portcullis.namespace.NamespaceTree;
import io.portcullis.token.Holder;
import io.portcullis.token.PolicyNames;
import io.portcullis.token.TokenEntry;
import io.portcullis.token.TokenLease;
import io.portcullis.token.TokenLifetime;
import io.portcullis.token.TokenOrigin;
import io.portcullis.token.TokenParameters;
import io.portcullis.token.TokenService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Makes the token that a login gives, which is yet to be written: spec of userpass, 3.8. */
final class LoginTokens {

    private final TokenService tokens;

    LoginTokens(TokenService tokens) {
        this.tokens = tokens;
    }

    private static void refuseBatch(MountEntry mount, TokenParameters token) {
        boolean batch = switch (mount.config().tokenType()) {
            case "batch" -> true;
            case "service" -> false;
            case "default-batch" -> !token.type().equals("service");
            default -> token.type().equals("batch");
        };
        if (batch) {
            throw Fault.badRequest("batch tokens are not supported yet");
        }
    }

    /** Below the first namespace it begins with where the mount is, seen from that. */
    private static String displayName(View view, MountEntry mount, String name) {
        String namespace = NamespaceTree.of(view)
                .withId(mount.namespaceId())
                .orElse(Namespace.ROOT)
                .path();
        String path = namespace.isEmpty() ? mount.path() : namespace + "auth/" + mount.path();
        return path.replace('/', '-') + name;
    }

    /** The token of somebody who is let in; fails with 400 where that would be a batch token. */
    LoginService.LoggedIn make(View view, MountEntry mount, LoginService.Attempt attempt, TokenParameters token) {
        refuseBatch(mount, token);
        List<String> policies = PolicyNames.ofLogin(token);
        Instant now = view.timeNow();
        TokenLifetime lifetime =
                TokenLifetime.compute(terms(mount, token, token.explicitMaxTtl()), tokens.leases(), now, now);
        String name = attempt.name().text();
        String login = "auth/" + mount.path() + "login/";
        TokenEntry entry = new TokenEntry(
                mount.namespaceId(),
                tokens.newAccessor(mount.namespaceId()),
                TokenOrigin.orphan(
                        mount.accessor(),
                        login + attempt.typedName(),
                        displayName(view, mount, name),
                        Map.of("username", name)),
                policies,
                Holder.of(view.snapshot().seal(), mount.namespaceId(), mount.accessor(), name),
                new TokenLease(
                        tokens.issueTime(view, mount.namespaceId(), login + name, now),
                        now.plus(lifetime.ttl()),
                        lifetime.ttl(),
                        token.period(),
                        token.explicitMaxTtl(),
                        true,
                        null),
                token.numUses(),
                token.strictlyBindIp() ? List.of(attempt.client().toString()) : token.boundCidrs());
        return new LoginService.LoggedIn(tokens.newString(mount.namespaceId()), entry, lifetime.warnings());
    }

    static TokenLifetime.Terms terms(MountEntry mount, TokenParameters token, Duration explicitMaxTtl) {
        return new TokenLifetime.Terms(
                mount.config(), Duration.ZERO, token.ttl(), token.maxTtl(), explicitMaxTtl, token.period());
    }
}
