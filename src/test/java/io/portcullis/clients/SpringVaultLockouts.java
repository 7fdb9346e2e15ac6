package io.portcullis.clients;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.vault.support.VaultResponse;
import org.springframework.vault.support.VaultResponseSupport;

/** Plain reads and writes of Spring Vault, which has no calls of its own for a lockout. */
record SpringVaultLockouts(SpringVaultClient client) implements LockoutClient {

    private record Locked(@JsonProperty("by_namespace") List<InNamespace> namespaces) {}

    private record InNamespace(
            @JsonProperty("mount_accessors") List<InMount> mounts) {}

    private record InMount(
            @JsonProperty("alias_identifiers") @Nullable List<String> names) {}

    @Override
    public void tune(Session session, String mount, int threshold, long seconds) {
        Map<String, String> lockout = Map.of(
                "lockout_threshold", String.valueOf(threshold),
                "lockout_duration", seconds + "s",
                "lockout_counter_reset_duration", seconds + "s");
        SpringVaultClient.refusingRun(() ->
                client.template(session).write("sys/auth/" + mount + "/tune", Map.of("user_lockout_config", lockout)));
    }

    @Override
    public String accessor(Session session, String mount) {
        VaultResponse found =
                SpringVaultClient.refusing(() -> client.template(session).read("sys/auth/" + mount));
        return String.valueOf(found.getRequiredData().get("accessor"));
    }

    @Override
    public List<String> locked(Session session, String accessor) {
        VaultResponseSupport<Locked> found = SpringVaultClient.refusing(
                () -> client.template(session).read("sys/locked-users?mount_accessor=" + accessor, Locked.class));
        return found.getRequiredData().namespaces().stream()
                .flatMap(namespace -> namespace.mounts().stream())
                .flatMap(mount -> Stream.ofNullable(mount.names()).flatMap(List::stream))
                .toList();
    }

    @Override
    public void unlock(Session session, String accessor, String name) {
        SpringVaultClient.refusingRun(
                () -> client.template(session).write("sys/locked-users/" + accessor + "/unlock/" + name, null));
    }
}
