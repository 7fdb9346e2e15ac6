package io.portcullis.clients;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** {@code client.sys} and {@code client.auth.token} of hvac. */
record HvacPermissions(HvacClient hvac) implements PermissionClient {

    @Override
    public void writePolicy(Session session, String name, Map<String, List<String>> pathToCapabilities) {
        hvac.call(session, "write_policy", name, PolicyHcl.of(pathToCapabilities));
    }

    @Override
    public boolean rules(Session session, String name, String path) {
        return hvac.call(session, "read_policy", name).asText().contains(PolicyHcl.block(path));
    }

    @Override
    public List<String> policies(Session session) {
        return HvacClient.texts(hvac.call(session, "list_policies"));
    }

    @Override
    public void deletePolicy(Session session, String name) {
        hvac.call(session, "delete_policy", name);
    }

    @Override
    public List<String> capabilities(Session session, String path) {
        return HvacClient.texts(hvac.call(session, "capabilities", path));
    }

    @Override
    public List<String> capabilities(Session session, String token, String path) {
        return HvacClient.texts(hvac.call(session, "capabilities", path, token));
    }

    @Override
    public MadeToken create(Session session, TokenWish wish) {
        return made(hvac.call(session, "create", wish.policy(), wish.seconds(), wish.uses(), wish.orphan()));
    }

    @Override
    public MadeToken createByRole(Session session, String role, String policy) {
        return made(hvac.call(session, "create_by_role", role, policy));
    }

    private static MadeToken made(JsonNode auth) {
        return new MadeToken(
                auth.path("client_token").asText(),
                auth.path("accessor").asText(),
                HvacClient.texts(auth.path("policies")),
                auth.path("lease_duration").asLong());
    }

    @Override
    public void writeRole(Session session, String role, String policy, long period) {
        hvac.call(session, "write_role", role, policy, period);
    }

    @Override
    public List<String> roles(Session session) {
        return HvacClient.texts(hvac.call(session, "list_roles"));
    }

    @Override
    public void deleteRole(Session session, String role) {
        hvac.call(session, "delete_role", role);
    }

    @Override
    public List<String> lookUp(Session session, String token) {
        return HvacClient.texts(hvac.call(session, "look_up", token));
    }

    @Override
    public List<String> lookUpAccessor(Session session, String accessor) {
        return HvacClient.texts(hvac.call(session, "look_up_accessor", accessor));
    }

    @Override
    public List<String> accessors(Session session) {
        return HvacClient.texts(hvac.call(session, "list_accessors"));
    }

    @Override
    public long renew(Session session, String token) {
        return hvac.call(session, "renew_token", token).asLong();
    }

    @Override
    public void revoke(Session session, String token) {
        hvac.call(session, "revoke_token", token);
    }

    @Override
    public void revokeAccessor(Session session, String accessor) {
        hvac.call(session, "revoke_accessor", accessor);
    }

    @Override
    public void revokeAlone(Session session, String token) {
        hvac.call(session, "revoke_alone", token);
    }

    @Override
    public void revokeBelow(Session session, String path) {
        hvac.call(session, "revoke_below", path);
    }
}
