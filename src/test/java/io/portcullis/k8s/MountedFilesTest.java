package io.portcullis.k8s;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.portcullis.config.Configuration;
import io.portcullis.redis.RedisSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pods find at their mount paths fits what they are told to read: ConfigMaps, and the Secrets of {@code k8s/secrets.sh}. */
class MountedFilesTest {

    private static Manifests manifests;
    private static GeneratedSecrets secrets;

    @TempDir
    private Path root;

    @BeforeAll
    static void read() throws Exception {
        manifests = Manifests.in(Path.of("k8s/base"));
        secrets = GeneratedSecrets.generate();
    }

    /** Path to content, of all files of a pod that are mounted. */
    private static Map<String, byte[]> files(String pod) {
        Map<String, byte[]> pathToContent = new TreeMap<>();
        Container container =
                manifests.pods().get(pod).getSpec().getContainers().get(0);
        for (VolumeMount mount : container.getVolumeMounts()) {
            Volume volume = manifests.pods().get(pod).getSpec().getVolumes().stream()
                    .filter(each -> each.getName().equals(mount.getName()))
                    .findFirst()
                    .orElse(new Volume());
            if (volume.getConfigMap() != null) {
                manifests
                        .the(ConfigMap.class, volume.getConfigMap().getName())
                        .getData()
                        .forEach((key, text) ->
                                pathToContent.put(mount.getMountPath() + "/" + key, text.getBytes(UTF_8)));
            }
            if (volume.getSecret() != null) {
                String name = volume.getSecret().getSecretName();
                secrets.manifests()
                        .the(io.fabric8.kubernetes.api.model.Secret.class, name)
                        .getData()
                        .keySet()
                        .forEach(key -> pathToContent.put(mount.getMountPath() + "/" + key, secrets.file(name, key)));
            }
        }
        return pathToContent;
    }

    /** The configuration as a node of the Deployment reads it, but for the folder that all paths begin with. */
    private Configuration configuration() throws Exception {
        for (Map.Entry<String, byte[]> each : files("portcullis").entrySet()) {
            Path file = root.resolve(each.getKey().substring(1));
            Files.createDirectories(file.getParent());
            Files.write(file, each.getValue());
        }
        List<String> arguments = manifests
                .pods()
                .get("portcullis")
                .getSpec()
                .getContainers()
                .get(0)
                .getArgs();
        assertThat(arguments).hasSize(2).startsWith("server");
        Path file = root.resolve(arguments.get(1).replace("-config=/", ""));
        Files.writeString(file, Files.readString(file).replace("\"/etc/", "\"" + root + "/etc/"));
        return Configuration.read(List.of(file), Map.of());
    }

    @Test
    void nodesReadTheirConfigurationWithoutAMistake() throws Exception {
        Configuration read = configuration();

        assertThat(read.seal().problems()).isEmpty();
        assertThat(read.seal().current()).isPresent();
        assertThat(read.listener().tls()).isPresent();
        assertThat(read.listener().address().host()).isEqualTo("0.0.0.0");
        assertThat(port("api")).isEqualTo(read.listener().address().port());
        assertThat(read.opsAddress()).hasValueSatisfying(ops -> {
            assertThat(ops.host()).isEqualTo("0.0.0.0");
            assertThat(port("ops")).isEqualTo(ops.port());
        });
        long grace = manifests.pods().get("portcullis").getSpec().getTerminationGracePeriodSeconds();
        assertThat(grace).isGreaterThan(read.drainDelay().toSeconds() + 10);
    }

    private static int port(String name) {
        return manifests.pods().get("portcullis").getSpec().getContainers().get(0).getPorts().stream()
                .filter(port -> port.getName().equals(name))
                .findFirst()
                .orElseThrow()
                .getContainerPort();
    }

    @Test
    void nodesReachRedisEncryptedUnderTheNameThatItsCertificateHas() throws Exception {
        RedisSettings redis = configuration().redis();

        assertThat(redis.encrypted()).isTrue();
        assertThat(redis.addresses()).containsExactly("rediss://portcullis-redis:6379");
        assertThat(redis.access().login())
                .hasValueSatisfying(login -> assertThat(login.user()).isEqualTo("portcullis"));
        X509Certificate authority = certificate(secrets.file("portcullis-redis", "ca.crt"));
        X509Certificate certificate = certificate(secrets.file("portcullis-redis-tls", "tls.crt"));
        certificate.verify(authority.getPublicKey());
        assertThat(certificate.getSubjectAlternativeNames().stream().map(MountedFilesTest::name))
                .contains("portcullis-redis");
    }

    private static X509Certificate certificate(byte[] pem) throws Exception {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
    }

    private static Object name(Collection<?> typeAndName) {
        return List.copyOf(typeAndName).get(1);
    }

    @Test
    void redisKeepsWhatItAcknowledgedAndEvictsNothing() {
        String settings =
                manifests.the(ConfigMap.class, "portcullis-redis").getData().get("redis.conf");

        assertThat(settings.lines())
                .contains("port 0", "tls-port 6379", "appendonly yes", "maxmemory-policy noeviction", "dir /data");
        settings.lines()
                .filter(line -> line.matches("(tls-cert-file|tls-key-file|aclfile) .*"))
                .forEach(line -> assertThat(files("portcullis-redis")).containsKey(line.split(" ")[1]));
    }

    @Test
    void redisLetsInTheNodesAloneWithTheRightsOfTheShippedList() throws Exception {
        String rules = new String(secrets.file("portcullis-redis-acl", "users.acl"), UTF_8);
        byte[] password = secrets.file("portcullis-redis", "password");
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(password));

        assertThat(rules.lines())
                .containsExactlyInAnyOrder(
                        "user default off ~pc:* resetchannels -@all +@write +select",
                        shipped("user portcullis ").replaceFirst("#0{64}", "#" + hash),
                        "user probe on nopass resetchannels -@all +ping");
    }

    private static String shipped(String user) throws IOException {
        return Files.readAllLines(Path.of("conf/redis.acl")).stream()
                .filter(line -> line.startsWith(user))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyRunMakesOtherSecrets() throws Exception {
        GeneratedSecrets others = GeneratedSecrets.generate();

        assertThat(others.file("portcullis-seal", "key")).isNotEqualTo(secrets.file("portcullis-seal", "key"));
        assertThat(others.file("portcullis-redis", "password"))
                .isNotEqualTo(secrets.file("portcullis-redis", "password"));
    }
}
