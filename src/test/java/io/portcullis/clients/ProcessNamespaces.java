package io.portcullis.clients;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The calls of a {@link ProcessClient} about namespaces. */
record ProcessNamespaces(ProcessClient client) implements NamespaceClient {

    @Override
    public void create(Session session, String name, Map<String, String> metadata) {
        client.call(session, "create_namespace", name, metadata);
    }

    @Override
    public Map<String, String> metadata(Session session, String name) {
        Map<String, String> metadata = new TreeMap<>();
        client.call(session, "read_namespace", name)
                .properties()
                .forEach(entry -> metadata.put(entry.getKey(), entry.getValue().asText()));
        return metadata;
    }

    @Override
    public List<String> names(Session session) {
        return ProcessClient.texts(client.call(session, "list_namespaces"));
    }

    @Override
    public List<String> tree(Session session) {
        return ProcessClient.texts(client.call(session, "scan_namespaces"));
    }

    @Override
    public void patch(Session session, String name, String key, String value, String removed) {
        client.call(session, "patch_namespace", name, key, value, removed);
    }

    @Override
    public void delete(Session session, String name) {
        client.call(session, "delete_namespace", name);
    }

    @Override
    public String lock(Session session, String name) {
        return client.call(session, "lock_namespace", name).asText();
    }

    @Override
    public void unlock(Session session, String name, String key) {
        client.call(session, "unlock_namespace", name, key);
    }

    @Override
    public String logInBelow(Session session, String namespace, String mount, String name, String password) {
        return client.call(session, "login_below", namespace, mount, name, password)
                .asText();
    }

    @Override
    public List<String> usersBelow(Session session, String namespace, String mount) {
        return ProcessClient.texts(client.call(session, "users_below", namespace, mount));
    }
}
