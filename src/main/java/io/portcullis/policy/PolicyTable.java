package io.portcullis.policy;

import io.portcullis.control.Kind;
import io.portcullis.seal.RecordJson;
import io.portcullis.seal.RecordKind;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;

/** The policies of all namespaces: a part of the control plane's snapshot. */
public final class PolicyTable {

    /** The kind of entry that policies are; its keys are {@code <namespace id>/<name>}. */
    public static final Kind<PolicyTable> KIND = new PolicyKind();

    private static final RecordJson<Policy> JSON = new RecordJson<>(Policy.class);

    private final HashPMap<String, Policy> keyToPolicy;

    private PolicyTable(HashPMap<String, Policy> keyToPolicy) {
        this.keyToPolicy = keyToPolicy;
    }

    /** The policy of a name, if there is one that has not ended. */
    public Optional<Policy> find(String namespaceId, String name, Instant now) {
        return Optional.ofNullable(keyToPolicy.get(key(namespaceId, name))).filter(policy -> !policy.isExpired(now));
    }

    /** The policies of a namespace that have not ended, in the order of listings. */
    public List<Policy> of(String namespaceId, Instant now) {
        return keyToPolicy.values().stream()
                .filter(policy -> policy.namespaceId().equals(namespaceId) && !policy.isExpired(now))
                .sorted(Comparator.comparing(Policy::name, PolicyName::compareInFolders))
                .toList();
    }

    /** The key of its entry. */
    static String key(String namespaceId, String name) {
        return namespaceId + "/" + name;
    }

    /** A policy as the bytes of its entry. */
    static byte[] encode(Policy policy) {
        return JSON.encode(policy);
    }

    private static final class PolicyKind implements Kind<PolicyTable> {

        @Override
        public String name() {
            return "policies";
        }

        @Override
        public RecordKind record() {
            return RecordKind.POLICY;
        }

        @Override
        public PolicyTable empty() {
            return new PolicyTable(HashTreePMap.empty());
        }

        @Override
        public PolicyTable put(PolicyTable part, String key, byte[] plain) {
            return new PolicyTable(part.keyToPolicy.plus(key, JSON.decode(plain)));
        }

        @Override
        public PolicyTable remove(PolicyTable part, String key) {
            return new PolicyTable(part.keyToPolicy.minus(key));
        }
    }
}
