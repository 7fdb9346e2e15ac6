package io.portcullis.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the manifests ask of a cluster, field by field: threats, section 4. */
class ManifestsTest {

    private static final Path BASE = Path.of("k8s/base");

    private static Manifests manifests;

    @BeforeAll
    static void read() throws IOException {
        manifests = Manifests.in(BASE);
    }

    private static PodTemplateSpec pod(String name) {
        return manifests.pods().get(name);
    }

    private static Container container(String name) {
        List<Container> all = pod(name).getSpec().getContainers();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    @Test
    void unknownFieldsKindsAndDuplicatesAreRefused() {
        String service = "apiVersion: v1\nkind: Service\nspec:\n  type: ClusterIP\n";

        assertThatThrownBy(() -> Manifests.parse(service + "  typ: x\n")).hasMessageContaining("typ");
        assertThatThrownBy(() -> Manifests.parse(service + "  type: x\n")).hasMessageContaining("type");
        assertThatThrownBy(() -> Manifests.parse("apiVersion: v1\nkind: Servise\n"))
                .hasMessageContaining("Servise");
    }

    @Test
    void everyFileIsAppliedAndEveryObjectHasANameOfItsOwn() throws IOException {
        JsonNode kustomization =
                new YAMLMapper().readTree(BASE.resolve("kustomization.yaml").toFile());

        assertThat(StreamSupport.stream(kustomization.get("resources").spliterator(), false)
                        .map(JsonNode::asText))
                .containsExactlyInAnyOrderElementsOf(Manifests.files(BASE).stream()
                        .map(file -> file.getFileName().toString())
                        .toList());
        assertThat(manifests.all())
                .extracting(each -> each.getKind() + " " + each.getMetadata().getName())
                .doesNotHaveDuplicates();
        assertThat(kustomization.get("namespace").asText())
                .isEqualTo(manifests.every(Namespace.class).get(0).getMetadata().getName());
    }

    @Test
    void theNamespaceAdmitsRestrictedPodsOnly() {
        assertThat(manifests.the(Namespace.class, "portcullis").getMetadata().getLabels())
                .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
    }

    @Test
    void threeNodesAndOneRedisWithADiskOfItsOwn() {
        StatefulSet redis = manifests.the(StatefulSet.class, "portcullis-redis");

        assertThat(manifests.the(Deployment.class, "portcullis").getSpec().getReplicas())
                .isEqualTo(3);
        assertThat(redis.getSpec().getReplicas()).isEqualTo(1);
        assertThat(redis.getSpec().getVolumeClaimTemplates())
                .singleElement()
                .satisfies(claim ->
                        assertThat(claim.getSpec().getResources().getRequests()).containsKey("storage"));
        assertThat(container("portcullis-redis").getVolumeMounts())
                .anySatisfy(mount -> assertThat(mount.getMountPath()).isEqualTo("/data"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"portcullis", "portcullis-redis"})
    void podsHaveNoMoreRightsThanTheyNeed(String name) {
        PodSpec spec = pod(name).getSpec();
        PodSecurityContext pod = spec.getSecurityContext();
        assertThat(pod.getRunAsNonRoot()).isTrue();
        assertThat(pod.getRunAsUser()).isPositive();
        assertThat(pod.getRunAsGroup()).isPositive();
        assertThat(pod.getFsGroup()).isPositive();
        assertThat(pod.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getSysctls()).isEmpty();
        assertThat(Stream.of(
                        spec.getHostNetwork(), spec.getHostPID(), spec.getHostIPC(), spec.getShareProcessNamespace()))
                .allSatisfy(flag -> assertThat(flag).isNotEqualTo(true));
        assertThat(spec.getAutomountServiceAccountToken()).isFalse();
        assertThat(spec.getEnableServiceLinks()).isFalse();
        assertThat(spec.getInitContainers()).isEmpty();
        assertThat(spec.getEphemeralContainers()).isEmpty();
        assertThat(manifests
                        .the(ServiceAccount.class, spec.getServiceAccountName())
                        .getAutomountServiceAccountToken())
                .isFalse();

        SecurityContext security = container(name).getSecurityContext();
        assertThat(security.getAllowPrivilegeEscalation()).isFalse();
        assertThat(security.getPrivileged()).isFalse();
        assertThat(security.getReadOnlyRootFilesystem()).isTrue();
        assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(security.getCapabilities().getAdd()).isEmpty();
        assertThat(security.getRunAsNonRoot()).isNotEqualTo(false);
        assertThat(security.getRunAsUser()).isNull();
        assertThat(security.getSeccompProfile()).isNull();
        assertThat(container(name).getPorts())
                .extracting(ContainerPort::getHostPort)
                .containsOnlyNulls();
    }

    @ParameterizedTest
    @ValueSource(strings = {"portcullis", "portcullis-redis"})
    void secretsAreFilesAndOnlyTheGroupReadsThem(String name) {
        Container container = container(name);
        assertThat(container.getEnv()).isEmpty();
        assertThat(container.getEnvFrom()).isEmpty();
        Map<String, VolumeMount> nameToMount =
                container.getVolumeMounts().stream().collect(Collectors.toMap(VolumeMount::getName, mount -> mount));
        for (Volume volume : pod(name).getSpec().getVolumes()) {
            assertThat(volume.getHostPath()).isNull();
            if (volume.getEmptyDir() != null) {
                assertThat(volume.getEmptyDir().getSizeLimit()).isNotNull();
                continue;
            }
            assertThat(nameToMount.get(volume.getName()).getReadOnly())
                    .as(volume.getName())
                    .isTrue();
            if (volume.getSecret() != null) {
                assertThat(volume.getSecret().getDefaultMode()).isEqualTo(0440);
            } else {
                assertThat(volume.getConfigMap()).isNotNull();
            }
        }
        assertThat(nameToMount.get("tmp").getMountPath()).isEqualTo("/tmp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"portcullis", "portcullis-redis"})
    void resourcesAreWhatIsAskedFor(String name) {
        Map<String, Quantity> requests = container(name).getResources().getRequests();
        Map<String, Quantity> limits = container(name).getResources().getLimits();

        assertThat(requests).containsOnlyKeys("cpu", "memory");
        assertThat(limits).isEqualTo(requests);
    }

    @ParameterizedTest
    @ValueSource(strings = {"portcullis", "portcullis-redis"})
    void imagesArePinnedByTagAndDigest(String name) {
        assertThat(container(name).getImage())
                .matches("[a-z0-9./-]+:[0-9][A-Za-z0-9._-]*@sha256:[0-9a-f]{64}")
                .doesNotContain("latest");
    }

    @Test
    void nodesAreSpreadAndSomeAreAlwaysThere() {
        Deployment nodes = manifests.the(Deployment.class, "portcullis");
        List<TopologySpreadConstraint> spread =
                nodes.getSpec().getTemplate().getSpec().getTopologySpreadConstraints();
        PodDisruptionBudget budget = manifests.the(PodDisruptionBudget.class, "portcullis");

        assertThat(spread)
                .extracting(TopologySpreadConstraint::getTopologyKey)
                .containsExactlyInAnyOrder("kubernetes.io/hostname", "topology.kubernetes.io/zone");
        assertThat(spread).allSatisfy(each -> assertSelects(each.getLabelSelector(), "portcullis"));
        assertSelects(budget.getSpec().getSelector(), "portcullis");
        assertThat(budget.getSpec().getMinAvailable().getIntVal())
                .isPositive()
                .isLessThan(nodes.getSpec().getReplicas());
    }

    private static void assertSelects(LabelSelector selector, String name) {
        assertThat(selector.getMatchExpressions()).isEmpty();
        assertThat(selector.getMatchLabels()).isNotEmpty();
        manifests
                .pods()
                .forEach((each, pod) -> assertThat(pod.getMetadata()
                                .getLabels()
                                .entrySet()
                                .containsAll(selector.getMatchLabels().entrySet()))
                        .as("%s for %s", selector, each)
                        .isEqualTo(each.equals(name)));
    }

    @Test
    void controllersOwnTheirPodsAndServicesLeadToOnePortEach() {
        assertSelects(manifests.the(Deployment.class, "portcullis").getSpec().getSelector(), "portcullis");
        assertSelects(
                manifests.the(StatefulSet.class, "portcullis-redis").getSpec().getSelector(), "portcullis-redis");
        assertThat(manifests.every(Service.class)).hasSize(2);
        assertServes("portcullis", 8200);
        assertServes("portcullis-redis", 6379);
    }

    private static void assertServes(String name, int port) {
        Service service = manifests.the(Service.class, name);
        assertSelects(new LabelSelector(List.of(), service.getSpec().getSelector()), name);
        assertThat(service.getSpec().getType()).isEqualTo("ClusterIP");
        assertThat(service.getSpec().getExternalIPs()).isEmpty();
        ServicePort only = service.getSpec().getPorts().get(0);
        assertThat(service.getSpec().getPorts()).hasSize(1);
        assertThat(only.getPort()).isEqualTo(port);
        assertThat(port(name, only.getTargetPort().getStrVal())).isEqualTo(port);
    }

    private static int port(String name, String portName) {
        return container(name).getPorts().stream()
                .filter(port -> port.getName().equals(portName))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no port " + portName))
                .getContainerPort();
    }

    @Test
    void nodesAreProbedAtTheOpsPortAndLivenessDoesNotDependOnRedis() {
        Container node = container("portcullis");

        assertProbes(node.getStartupProbe(), "/livez");
        assertProbes(node.getLivenessProbe(), "/livez");
        assertProbes(node.getReadinessProbe(), "/readyz");
    }

    private static void assertProbes(Probe probe, String path) {
        assertThat(probe.getHttpGet().getPath()).isEqualTo(path);
        assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("ops");
        assertThat(probe.getHttpGet().getHost()).isNull();
        assertThat(probe.getTimeoutSeconds())
                .as("longer than the answer may take")
                .isGreaterThan(1);
    }

    @Test
    void nobodyTalksToAnybodyWithoutARule() {
        NetworkPolicy all = manifests.the(NetworkPolicy.class, "default-deny");
        assertThat(all.getSpec().getPodSelector().getMatchLabels()).isEmpty();
        assertThat(all.getSpec().getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
        assertThat(all.getSpec().getIngress()).isEmpty();
        assertThat(all.getSpec().getEgress()).isEmpty();

        NetworkPolicy redis = manifests.the(NetworkPolicy.class, "portcullis-redis");
        assertSelects(redis.getSpec().getPodSelector(), "portcullis-redis");
        assertThat(redis.getSpec().getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
        assertThat(redis.getSpec().getEgress()).isEmpty();
        assertThat(redis.getSpec().getIngress())
                .singleElement()
                .satisfies(rule -> assertThat(rule.getFrom())
                        .singleElement()
                        .satisfies(peer -> assertSelects(peer.getPodSelector(), "portcullis")));

        NetworkPolicy nodes = manifests.the(NetworkPolicy.class, "portcullis");
        assertSelects(nodes.getSpec().getPodSelector(), "portcullis");
        assertThat(openTo(nodes, true)).containsExactly("api");
        assertThat(openTo(nodes, false)).containsExactly("ops");
        assertThat(nodes.getSpec().getEgress())
                .allSatisfy(rule -> assertThat(rule.getTo()).isNotEmpty())
                .allSatisfy(rule -> assertThat(rule.getPorts()).isNotEmpty());
    }

    private static Set<String> openTo(NetworkPolicy policy, boolean everybody) {
        return policy.getSpec().getIngress().stream()
                .filter(rule -> rule.getFrom().isEmpty() == everybody)
                .map(NetworkPolicyIngressRule::getPorts)
                .flatMap(List::stream)
                .map(port -> port.getPort().getStrVal())
                .collect(Collectors.toSet());
    }

    @Test
    void noFileSpeaksOfLatestOrHoldsASecret() throws IOException {
        for (Path file : Manifests.files(BASE)) {
            assertThat(Files.readString(file))
                    .as("%s", file)
                    .doesNotContain("latest")
                    .doesNotContain("PRIVATE KEY");
        }
        assertThat(manifests.all()).extracting(HasMetadata::getKind).doesNotContain("Secret");
    }
}
