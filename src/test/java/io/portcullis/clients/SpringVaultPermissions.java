package io.portcullis.clients;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.vault.core.VaultTemplate;
import org.springframework.vault.support.Policy;
import org.springframework.vault.support.VaultResponse;
import org.springframework.vault.support.VaultToken;
import org.springframework.vault.support.VaultTokenRequest;

/** {@code opsForSys()} and {@code opsForToken()} of Spring Vault, and plain writes for what they lack. */
record SpringVaultPermissions(SpringVaultClient client) implements PermissionClient {

    private VaultTemplate as(Session session) {
        return client.template(session);
    }

    private Map<String, Object> read(Session session, String path) {
        return SpringVaultClient.data(
                SpringVaultClient.refusing(() -> as(session).read(path)));
    }

    private Map<String, Object> write(Session session, String path, Map<String, ?> body) {
        return SpringVaultClient.data(
                SpringVaultClient.refusing(() -> as(session).write(path, body)));
    }

    private void put(Session session, String path, Map<String, ?> body) {
        SpringVaultClient.refusingRun(() -> as(session).write(path, body));
    }

    @Override
    public void writePolicy(Session session, String name, Map<String, List<String>> pathToCapabilities) {
        Policy policy = Policy.of(pathToCapabilities.entrySet().stream()
                .map(rule -> Policy.Rule.builder()
                        .path(rule.getKey())
                        .capabilities(rule.getValue().toArray(String[]::new))
                        .build())
                .collect(Collectors.toSet()));
        SpringVaultClient.refusingRun(() -> as(session).opsForSys().createOrUpdatePolicy(name, policy));
    }

    @Override
    public boolean rules(Session session, String name, String path) {
        Policy policy = as(session).opsForSys().getPolicy(name);
        if (policy == null) {
            throw new Refused(404, "no policy " + name);
        }
        return policy.getRule(path) != null;
    }

    @Override
    public List<String> policies(Session session) {
        return SpringVaultClient.refusing(() -> as(session).opsForSys().getPolicyNames());
    }

    @Override
    public void deletePolicy(Session session, String name) {
        SpringVaultClient.refusingRun(() -> as(session).opsForSys().deletePolicy(name));
    }

    @Override
    public List<String> capabilities(Session session, String path) {
        return SpringVaultClient.texts(write(session, "sys/capabilities-self", Map.of("paths", List.of(path)))
                .get(path));
    }

    @Override
    public List<String> capabilities(Session session, String token, String path) {
        return SpringVaultClient.texts(
                write(session, "sys/capabilities", Map.of("token", token, "paths", List.of(path)))
                        .get(path));
    }

    @Override
    public MadeToken create(Session session, TokenWish wish) {
        VaultTokenRequest request = VaultTokenRequest.builder()
                .withPolicy(wish.policy())
                .ttl(Duration.ofSeconds(wish.seconds()))
                .numUses(wish.uses())
                .renewable()
                .meta(Map.of("told", "story"))
                .build();
        return made(SpringVaultClient.refusing(() -> wish.orphan()
                ? as(session).opsForToken().createOrphan(request)
                : as(session).opsForToken().create(request)));
    }

    @Override
    public MadeToken createByRole(Session session, String role, String policy) {
        VaultTokenRequest request =
                VaultTokenRequest.builder().withPolicy(policy).build();
        return made(SpringVaultClient.refusing(() -> as(session).opsForToken().create(role, request)));
    }

    private static MadeToken made(VaultResponse response) {
        Map<String, Object> auth = Objects.requireNonNull(response.getAuth());
        return new MadeToken(
                (String) auth.get("client_token"),
                (String) auth.get("accessor"),
                SpringVaultClient.texts(auth.get("policies")),
                ((Number) auth.get("lease_duration")).longValue());
    }

    @Override
    public void writeRole(Session session, String role, String policy, long period) {
        put(
                session,
                "auth/token/roles/" + role,
                Map.of("allowed_policies", policy, "orphan", true, "token_period", period + "s"));
    }

    @Override
    public List<String> roles(Session session) {
        List<String> roles = SpringVaultClient.refusing(() -> as(session).list("auth/token/roles"));
        if (roles.isEmpty()) {
            throw new Refused(404, "no roles");
        }
        return roles;
    }

    @Override
    public void deleteRole(Session session, String role) {
        as(session).delete("auth/token/roles/" + role);
    }

    @Override
    public List<String> lookUp(Session session, String token) {
        return SpringVaultClient.texts(
                write(session, "auth/token/lookup", Map.of("token", token)).get("policies"));
    }

    @Override
    public List<String> lookUpAccessor(Session session, String accessor) {
        return SpringVaultClient.texts(write(session, "auth/token/lookup-accessor", Map.of("accessor", accessor))
                .get("policies"));
    }

    @Override
    public List<String> accessors(Session session) {
        return SpringVaultClient.refusing(() -> as(session).list("auth/token/accessors"));
    }

    @Override
    public long renew(Session session, String token) {
        VaultResponse renewed =
                SpringVaultClient.refusing(() -> as(session).opsForToken().renew(VaultToken.of(token)));
        return ((Number) Objects.requireNonNull(renewed.getAuth()).get("lease_duration")).longValue();
    }

    @Override
    public void revoke(Session session, String token) {
        SpringVaultClient.refusingRun(() -> as(session).opsForToken().revoke(VaultToken.of(token)));
    }

    @Override
    public void revokeAccessor(Session session, String accessor) {
        put(session, "auth/token/revoke-accessor", Map.of("accessor", accessor));
    }

    @Override
    public void revokeAlone(Session session, String token) {
        SpringVaultClient.refusingRun(() -> as(session).opsForToken().revokeOrphan(VaultToken.of(token)));
    }

    @Override
    public void revokeBelow(Session session, String path) {
        put(session, "sys/leases/revoke-prefix/" + path, Map.of());
    }
}
