package io.portcullis.clients;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.vault.core.VaultTemplate;
import org.springframework.vault.support.VaultResponse;

/** Plain reads and writes of Spring Vault, which has no calls of its own for namespaces. */
record SpringVaultNamespaces(SpringVaultClient client) implements NamespaceClient {

    private static final String NAMESPACES = "sys/namespaces";

    private VaultTemplate as(Session session) {
        return client.template(session);
    }

    private Map<String, Object> read(Session session, String path) {
        AtomicReference<@Nullable VaultResponse> read = new AtomicReference<>();
        SpringVaultClient.refusingRun(() -> read.set(as(session).read(path)));
        return SpringVaultClient.data(read.get());
    }

    @Override
    public void create(Session session, String name, Map<String, String> metadata) {
        SpringVaultClient.refusingRun(
                () -> as(session).write(NAMESPACES + "/" + name, Map.of("custom_metadata", metadata)));
    }

    @Override
    public Map<String, String> metadata(Session session, String name) {
        Map<String, String> metadata = new TreeMap<>();
        ((Map<?, ?>) Objects.requireNonNull(
                        read(session, NAMESPACES + "/" + name).get("custom_metadata")))
                .forEach((key, value) -> metadata.put(String.valueOf(key), String.valueOf(value)));
        return metadata;
    }

    @Override
    public List<String> names(Session session) {
        List<String> names = SpringVaultClient.refusing(() -> as(session).list(NAMESPACES));
        if (names.isEmpty()) {
            throw new Refused(404, "no namespaces");
        }
        return names;
    }

    @Override
    public List<String> tree(Session session) {
        return SpringVaultClient.texts(read(session, NAMESPACES + "?scan=true").get("keys"));
    }

    @Override
    public void patch(Session session, String name, String key, String value, String removed) {
        Map<String, @Nullable String> metadata = new HashMap<>();
        metadata.put(key, value);
        metadata.put(removed, null);
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.parseMediaType("application/merge-patch+json"));
        HttpEntity<Map<String, ?>> patch = new HttpEntity<>(Map.of("custom_metadata", metadata), headers);
        SpringVaultClient.refusingRun(() -> as(session)
                .doWithSession(
                        rest -> rest.exchange(NAMESPACES + "/" + name, HttpMethod.PATCH, patch, VaultResponse.class)));
    }

    @Override
    public void delete(Session session, String name) {
        SpringVaultClient.refusingRun(() -> as(session).delete(NAMESPACES + "/" + name));
    }

    @Override
    public String lock(Session session, String name) {
        VaultResponse locked = SpringVaultClient.refusing(() -> as(session).write(apiLock("lock", name), null));
        return String.valueOf(locked.getRequiredData().get("unlock_key"));
    }

    @Override
    public void unlock(Session session, String name, String key) {
        Map<String, String> body = key.isEmpty() ? Map.of() : Map.of("unlock_key", key);
        SpringVaultClient.refusingRun(() -> as(session).write(apiLock("unlock", name), body));
    }

    private static String apiLock(String verb, String name) {
        return NAMESPACES + "/api-lock/" + verb + (name.isEmpty() ? "" : "/" + name);
    }

    @Override
    public String logInBelow(Session session, String namespace, String mount, String name, String password) {
        VaultResponse login = SpringVaultClient.refusing(
                () -> as(session).write(namespace + "/auth/" + mount + "/login/" + name, Map.of("password", password)));
        return String.valueOf(Objects.requireNonNull(login.getAuth()).get("client_token"));
    }

    @Override
    public List<String> usersBelow(Session session, String namespace, String mount) {
        return SpringVaultClient.refusing(() -> as(session).list(namespace + "/auth/" + mount + "/users"));
    }
}
