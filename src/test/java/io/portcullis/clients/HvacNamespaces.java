package io.portcullis.clients;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code client.sys} of hvac, and plain reads and writes for what it lacks. */
record HvacNamespaces(HvacClient hvac) implements NamespaceClient {

    @Override
    public void create(Session session, String name, Map<String, String> metadata) {
        hvac.call(session, "create_namespace", name, metadata);
    }

    @Override
    public Map<String, String> metadata(Session session, String name) {
        Map<String, String> metadata = new TreeMap<>();
        hvac.call(session, "read_namespace", name)
                .properties()
                .forEach(entry -> metadata.put(entry.getKey(), entry.getValue().asText()));
        return metadata;
    }

    @Override
    public List<String> names(Session session) {
        return HvacClient.texts(hvac.call(session, "list_namespaces"));
    }

    @Override
    public List<String> tree(Session session) {
        return HvacClient.texts(hvac.call(session, "scan_namespaces"));
    }

    @Override
    public void patch(Session session, String name, String key, String value, String removed) {
        hvac.call(session, "patch_namespace", name, key, value, removed);
    }

    @Override
    public void delete(Session session, String name) {
        hvac.call(session, "delete_namespace", name);
    }

    @Override
    public String logInBelow(Session session, String namespace, String mount, String name, String password) {
        return hvac.call(session, "login_below", namespace, mount, name, password)
                .asText();
    }

    @Override
    public List<String> usersBelow(Session session, String namespace, String mount) {
        return HvacClient.texts(hvac.call(session, "users_below", namespace, mount));
    }
}
