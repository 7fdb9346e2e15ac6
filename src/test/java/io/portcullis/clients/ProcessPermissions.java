package io.portcullis.clients;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** The calls of a {@link ProcessClient} about policies and tokens. */
record ProcessPermissions(ProcessClient client) implements PermissionClient {

    @Override
    public void writePolicy(Session session, String name, Map<String, List<String>> pathToCapabilities) {
        client.call(session, "write_policy", name, PolicyHcl.of(pathToCapabilities));
    }

    @Override
    public boolean rules(Session session, String name, String path) {
        return client.call(session, "read_policy", name).asText().contains(PolicyHcl.block(path));
    }

    @Override
    public List<String> policies(Session session) {
        return ProcessClient.texts(client.call(session, "list_policies"));
    }

    @Override
    public void deletePolicy(Session session, String name) {
        client.call(session, "delete_policy", name);
    }

    @Override
    public List<String> capabilities(Session session, String path) {
        return ProcessClient.texts(client.call(session, "capabilities", path));
    }

    @Override
    public List<String> capabilities(Session session, String token, String path) {
        return ProcessClient.texts(client.call(session, "capabilities", path, token));
    }

    @Override
    public MadeToken create(Session session, TokenWish wish) {
        return made(client.call(session, "create", wish.policy(), wish.seconds(), wish.uses(), wish.orphan()));
    }

    @Override
    public MadeToken createByRole(Session session, String role, String policy) {
        return made(client.call(session, "create_by_role", role, policy));
    }

    private static MadeToken made(JsonNode auth) {
        return new MadeToken(
                auth.path("client_token").asText(),
                auth.path("accessor").asText(),
                ProcessClient.texts(auth.path("policies")),
                auth.path("lease_duration").asLong());
    }

    @Override
    public void writeRole(Session session, String role, String policy, long period) {
        client.call(session, "write_role", role, policy, period);
    }

    @Override
    public List<String> roles(Session session) {
        return ProcessClient.texts(client.call(session, "list_roles"));
    }

    @Override
    public void deleteRole(Session session, String role) {
        client.call(session, "delete_role", role);
    }

    @Override
    public List<String> lookUp(Session session, String token) {
        return ProcessClient.texts(client.call(session, "look_up", token));
    }

    @Override
    public List<String> lookUpAccessor(Session session, String accessor) {
        return ProcessClient.texts(client.call(session, "look_up_accessor", accessor));
    }

    @Override
    public List<String> accessors(Session session) {
        return ProcessClient.texts(client.call(session, "list_accessors"));
    }

    @Override
    public long renew(Session session, String token) {
        return client.call(session, "renew_token", token).asLong();
    }

    @Override
    public void revoke(Session session, String token) {
        client.call(session, "revoke_token", token);
    }

    @Override
    public void revokeAccessor(Session session, String accessor) {
        client.call(session, "revoke_accessor", accessor);
    }

    @Override
    public void revokeAlone(Session session, String token) {
        client.call(session, "revoke_alone", token);
    }

    @Override
    public void revokeBelow(Session session, String path) {
        client.call(session, "revoke_below", path);
    }
}
