package io.portcullis.clients;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code bao policy} and {@code bao token}. */
record BaoPermissions(BaoCommand bao) implements PermissionClient {

    @Override
    public void writePolicy(Session session, String name, Map<String, List<String>> pathToCapabilities) {
        try {
            Path file = Files.createTempFile(bao.home(), "policy", ".hcl");
            Files.writeString(file, PolicyHcl.of(pathToCapabilities));
            bao.run(session, "policy", "write", name, file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean rules(Session session, String name, String path) {
        return bao.json(session, "policy", "read", name).path("policy").asText().contains(PolicyHcl.block(path));
    }

    @Override
    public List<String> policies(Session session) {
        return BaoCommand.texts(bao.json(session, "policy", "list"));
    }

    @Override
    public void deletePolicy(Session session, String name) {
        bao.run(session, "policy", "delete", name);
    }

    @Override
    public List<String> capabilities(Session session, String path) {
        return BaoCommand.texts(bao.json(session, "token", "capabilities", path));
    }

    @Override
    public List<String> capabilities(Session session, String token, String path) {
        return BaoCommand.texts(bao.json(session, "token", "capabilities", token, path));
    }

    @Override
    public MadeToken create(Session session, TokenWish wish) {
        List<String> words = new ArrayList<>(List.of(
                "token",
                "create",
                "-policy=" + wish.policy(),
                "-ttl=" + wish.seconds() + "s",
                "-use-limit=" + wish.uses(),
                "-metadata=told=story",
                "-display-name=storied"));
        if (wish.orphan()) {
            words.add("-orphan");
        }
        return made(bao.json(session, words.toArray(String[]::new)).path("auth"));
    }

    @Override
    public MadeToken createByRole(Session session, String role, String policy) {
        return made(bao.json(session, "token", "create", "-role=" + role, "-policy=" + policy)
                .path("auth"));
    }

    private static MadeToken made(JsonNode auth) {
        return new MadeToken(
                auth.path("client_token").asText(),
                auth.path("accessor").asText(),
                BaoCommand.texts(auth.path("policies")),
                auth.path("lease_duration").asLong());
    }

    @Override
    public void writeRole(Session session, String role, String policy, long period) {
        bao.run(
                session,
                "write",
                "auth/token/roles/" + role,
                "allowed_policies=" + policy,
                "orphan=true",
                "token_period=" + period);
    }

    @Override
    public List<String> roles(Session session) {
        return BaoCommand.texts(bao.json(session, "list", "auth/token/roles"));
    }

    @Override
    public void deleteRole(Session session, String role) {
        bao.run(session, "delete", "auth/token/roles/" + role);
    }

    @Override
    public List<String> lookUp(Session session, String token) {
        return BaoCommand.texts(bao.json(session, "token", "lookup", token).at("/data/policies"));
    }

    @Override
    public List<String> lookUpAccessor(Session session, String accessor) {
        return BaoCommand.texts(
                bao.json(session, "token", "lookup", "-accessor", accessor).at("/data/policies"));
    }

    @Override
    public List<String> accessors(Session session) {
        return BaoCommand.texts(bao.json(session, "list", "auth/token/accessors"));
    }

    @Override
    public long renew(Session session, String token) {
        return bao.json(session, "token", "renew", token)
                .at("/auth/lease_duration")
                .asLong();
    }

    @Override
    public void revoke(Session session, String token) {
        bao.run(session, "token", "revoke", token);
    }

    @Override
    public void revokeAccessor(Session session, String accessor) {
        bao.run(session, "token", "revoke", "-accessor", accessor);
    }

    @Override
    public void revokeAlone(Session session, String token) {
        bao.run(session, "token", "revoke", "-mode=orphan", token);
    }

    @Override
    public void revokeBelow(Session session, String path) {
        bao.run(session, "token", "revoke", "-mode=path", path);
    }
}
