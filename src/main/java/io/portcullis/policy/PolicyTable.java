package io.portcullis.policy;

import io.portcullis.control.Kind;
import io.portcullis.fault.Fault;
import io.portcullis.namespace.PerNamespace;
import io.portcullis.seal.RecordJson;
import io.portcullis.seal.RecordKind;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The policies of all namespaces: a part of the control plane's snapshot. */
public final class PolicyTable {

    /** The kind of entry that policies are; its keys are {@code <namespace id>/<name>}. */
    public static final Kind<PolicyTable> KIND = new PolicyKind();

    private static final RecordJson<Policy> JSON = new RecordJson<>(Policy.class);

    private static final String ROOT = "root";

    private final PerNamespace<CompiledPolicy> policies;
    private final PolicyTexts texts;
    private final PolicySetCache sets;

    private PolicyTable(PerNamespace<CompiledPolicy> policies, PolicyTexts texts, PolicySetCache sets) {
        this.policies = policies;
        this.texts = texts;
        this.sets = sets;
    }

    /** The policy of a name, if there is one that has not ended. */
    public Optional<Policy> find(String namespaceId, String name, Instant now) {
        return policies.find(namespaceId, name).map(CompiledPolicy::policy).filter(policy -> !policy.isExpired(now));
    }

    /** The policies of a namespace that have not ended, in the order of listings. */
    public List<Policy> of(String namespaceId, Instant now) {
        return stored(namespaceId)
                .filter(policy -> !policy.isExpired(now))
                .sorted(Comparator.comparing(Policy::name, PolicyName::compareInFolders))
                .toList();
    }

    /** The policies of a namespace, those that have ended too. */
    Stream<Policy> stored(String namespaceId) {
        return policies.of(namespaceId).stream().map(CompiledPolicy::policy);
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
        List<CompiledPolicy> wanted = names.stream()
                .flatMap(name -> policies.find(namespaceId, name).stream())
                .toList();
        return sets.get(namespacePath, wanted, now);
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
            return new PolicyTable(PerNamespace.empty(), new PolicyTexts(), new PolicySetCache());
        }

        @Override
        public PolicyTable put(PolicyTable part, String key, byte[] plain) {
            CompiledPolicy compiled = part.texts.compiled(JSON.decode(plain));
            Policy policy = compiled.policy();
            return new PolicyTable(
                    part.policies.plus(policy.namespaceId(), policy.name(), compiled), part.texts, part.sets);
        }

        @Override
        public PolicyTable remove(PolicyTable part, String key) {
            int slash = key.indexOf('/');
            return new PolicyTable(
                    part.policies.minus(key.substring(0, slash), key.substring(slash + 1)), part.texts, part.sets);
        }
    }
}
