package io.portcullis.policy;

import io.portcullis.control.Kind;
import io.portcullis.fault.Fault;
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

    private static final String ROOT = "root";

    private final HashPMap<String, CompiledPolicy> keyToPolicy;
    private final PolicySetCache sets = new PolicySetCache();

    private PolicyTable(HashPMap<String, CompiledPolicy> keyToPolicy) {
        this.keyToPolicy = keyToPolicy;
    }

    /** The policy of a name, if there is one that has not ended. */
    public Optional<Policy> find(String namespaceId, String name, Instant now) {
        return Optional.ofNullable(keyToPolicy.get(key(namespaceId, name)))
                .map(CompiledPolicy::policy)
                .filter(policy -> !policy.isExpired(now));
    }

    /** The policies of a namespace that have not ended, in the order of listings. */
    public List<Policy> of(String namespaceId, Instant now) {
        return keyToPolicy.values().stream()
                .map(CompiledPolicy::policy)
                .filter(policy -> policy.namespaceId().equals(namespaceId) && !policy.isExpired(now))
                .sorted(Comparator.comparing(Policy::name, PolicyName::compareInFolders))
                .toList();
    }

    /**
     * What policies of a namespace allow to a holder at a time; names without a policy allow nothing.
     *
     * @param namespacePath the path of that namespace: empty for the root namespace, else with a slash at its end
     * @throws Fault 400 {@code Forbidden} when {@link #obstacle} has a reason, or beside {@code root} there is another name; 503 when
     *     the text of a policy cannot be read
     */
    public Acl acl(String namespaceId, String namespacePath, List<String> names, Identity identity, Instant now) {
        if (names.contains(ROOT)) {
            if (names.size() > 1) {
                throw Fault.badRequest("Forbidden");
            }
            return Acl.root(namespacePath);
        }
        return set(namespaceId, namespacePath, names, now).acl(new Viewpoint(identity.remembered(), now));
    }

    /**
     * Why {@link #acl} refuses a holder, in the words in which {@code sys/capabilities} tells (3.18): a value of a template has
     * something forbidden in it, or a refusal cannot be resolved. Empty when it does not refuse.
     *
     * @throws Fault 503 when the text of a policy cannot be read
     */
    public Optional<String> obstacle(
            String namespaceId, String namespacePath, List<String> names, Identity identity, Instant now) {
        return set(namespaceId, namespacePath, names, now).obstacle(new Viewpoint(identity, now));
    }

    private PolicySet set(String namespaceId, String namespacePath, List<String> names, Instant now) {
        var key = new PolicySetCache.Key(namespaceId, namespacePath, names);
        return sets.get(key, now, () -> PolicySet.of(namespacePath, compiled(namespaceId, names), now));
    }

    private List<CompiledPolicy> compiled(String namespaceId, List<String> names) {
        return names.stream()
                .flatMap(name -> Optional.ofNullable(keyToPolicy.get(key(namespaceId, name))).stream())
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
            return new PolicyTable(part.keyToPolicy.plus(key, CompiledPolicy.of(JSON.decode(plain))));
        }

        @Override
        public PolicyTable remove(PolicyTable part, String key) {
            return new PolicyTable(part.keyToPolicy.minus(key));
        }
    }
}
