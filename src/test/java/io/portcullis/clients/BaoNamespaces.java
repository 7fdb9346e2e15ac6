package io.portcullis.clients;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** {@code bao namespace}, and paths that begin with a namespace. */
record BaoNamespaces(BaoCommand bao) implements NamespaceClient {

    @Override
    public void create(Session session, String name, Map<String, String> metadata) {
        List<String> words = new ArrayList<>(List.of("namespace", "create"));
        metadata.forEach((key, value) -> words.add("-custom-metadata=" + key + "=" + value));
        words.add(name);
        bao.run(session, words.toArray(String[]::new));
    }

    @Override
    public Map<String, String> metadata(Session session, String name) {
        Map<String, String> metadata = new TreeMap<>();
        JsonNode found = bao.json(session, "namespace", "lookup", name).path("custom_metadata");
        found.properties()
                .forEach(entry -> metadata.put(entry.getKey(), entry.getValue().asText()));
        return metadata;
    }

    @Override
    public List<String> names(Session session) {
        return BaoCommand.texts(bao.json(session, "namespace", "list"));
    }

    @Override
    public List<String> tree(Session session) {
        return BaoCommand.texts(bao.json(session, "namespace", "scan"));
    }

    @Override
    public void patch(Session session, String name, String key, String value, String removed) {
        bao.run(
                session,
                "namespace",
                "patch",
                "-custom-metadata=" + key + "=" + value,
                "-remove-custom-metadata=" + removed,
                name);
    }

    @Override
    public void delete(Session session, String name) {
        bao.run(session, "namespace", "delete", name);
    }

    @Override
    public String lock(Session session, String name) {
        return bao.json(session, words(List.of("namespace", "lock"), name))
                .at("/data/unlock_key")
                .asText();
    }

    @Override
    public void unlock(Session session, String name, String key) {
        List<String> words = new ArrayList<>(List.of("namespace", "unlock"));
        if (!key.isEmpty()) {
            words.add("-unlock-key=" + key);
        }
        bao.run(session, words(words, name));
    }

    private static String[] words(List<String> words, String name) {
        return Stream.concat(words.stream(), Stream.of(name).filter(word -> !word.isEmpty()))
                .toArray(String[]::new);
    }

    @Override
    public String logInBelow(Session session, String namespace, String mount, String name, String password) {
        String path = namespace + "/auth/" + mount + "/login/" + name;
        return bao.json(session, "write", path, "password=" + password)
                .at("/auth/client_token")
                .asText();
    }

    @Override
    public List<String> usersBelow(Session session, String namespace, String mount) {
        return BaoCommand.texts(bao.json(session, "list", namespace + "/auth/" + mount + "/users"));
    }
}
