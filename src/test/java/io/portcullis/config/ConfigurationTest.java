package io.portcullis.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.address.Cidr;
import io.portcullis.address.HostPort;
import io.portcullis.password.HashingSettings;
import io.portcullis.redis.RedisKeys;
import io.portcullis.redis.RedisLogin;
import io.portcullis.redis.RedisSettings;
import io.portcullis.redis.RedisSettings.Topology;
import io.portcullis.secret.SecretBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a good configuration means; what is wrong with others is in {@link MistakesTest}. */
class ConfigurationTest {

    private static final String KEY = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    private static final String LISTENER = "listener \"tcp\" { tls_disable = true }\n";
    private static final String STORAGE = "storage \"redis\" { address = \"redis://127.0.0.1\" }\n";
    private static final String SEAL = "seal \"static\" { current_key = \"" + KEY + "\" }\n";
    private static final String LEAST = LISTENER + STORAGE + SEAL;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("portcullis.hcl");
    }

    private Configuration read(String text) throws Exception {
        return read(text, Map.of());
    }

    private Configuration read(String text, Map<String, String> environment) throws Exception {
        Files.writeString(file, text);
        return Configuration.read(List.of(file), environment);
    }

    private String secretFile(String name, String content) throws IOException {
        Path secret = Files.writeString(folder.resolve(name), content, ISO_8859_1);
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("r--------"));
        return secret.toString();
    }

    private static byte[] bytes(SecretBytes secret) {
        return secret.read(byte[]::clone);
    }

    @Test
    void theLeastThatCanBeSaidHasGoodDefaults() throws Exception {
        Configuration read = read(LEAST);

        assertThat(read.listener().address()).isEqualTo(new HostPort("127.0.0.1", 8200));
        assertThat(read.listener().tls()).isEmpty();
        assertThat(read.listener().forwardedFor().authorized()).isEmpty();
        assertThat(read.listener().idle()).isEqualTo(Duration.ofSeconds(75));
        assertThat(read.listener().bodyDeadline()).isEqualTo(Duration.ofSeconds(10));
        assertThat(read.listener().bodyLimit()).isEqualTo(1024 * 1024);
        assertThat(read.opsAddress()).isEmpty();
        assertThat(read.redis())
                .isEqualTo(RedisSettings.of(
                        Topology.STANDALONE,
                        List.of("redis://127.0.0.1:6379"),
                        new RedisKeys("pc:"),
                        Duration.ofSeconds(2)));
        assertThat(read.seal().previous()).isEmpty();
        assertThat(read.lockout())
                .isEqualTo(new Lockout(
                        5, Duration.ofMinutes(15), Duration.ofMinutes(15), false, true, 0, Optional.empty()));
        assertThat(read.leases()).isEqualTo(new Configuration.Leases(Duration.ofHours(768), Duration.ofHours(768)));
        assertThat(read.log()).isEqualTo(new Configuration.Log("info", false));
        assertThat(read.apiAddress()).isEmpty();
        assertThat(read.clusterName()).isEmpty();
        assertThat(read.initAllowed()).isEmpty();
        assertThat(read.tokenPrefix()).isEqualTo("s.");
        assertThat(read.eventLoops()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(read.hashing().workers()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(read.pidFile()).isEmpty();
        assertThat(read.warnings()).isEmpty();
    }

    @Test
    void everythingThatCanBeSaidIsUnderstood() throws Exception {
        Configuration read = read("""
                listener "tcp" {
                  address = "[::]:8300"
                  tls_disable = "true"
                  x_forwarded_for_authorized_addrs = ["10.0.0.0/8", "::1"]
                  x_forwarded_for_hop_skips = 1
                  x_forwarded_for_reject_not_present = false
                  x_forwarded_for_reject_not_authorized = false
                  http_idle_timeout = "2m"
                  http_read_timeout = 30
                  max_request_size = 65536
                }
                listener "ops" { address = "0.0.0.0:8301" }
                storage "redis" {
                  address = "redis://redis.example.com:6390"
                  allow_plaintext = true
                  username = "us"
                  password = "pw"
                  key_prefix = "tenants:"
                  timeout = "500ms"
                }
                """ + SEAL + """
                default_lease_ttl = "1h"
                max_lease_ttl = "2d"
                log_level = "debug"
                log_format = "json"
                api_addr = "https://login.example.com"
                cluster_name = "ours"
                init_allowed_cidrs = "10.0.0.0/8, 192.0.2.7"
                token_prefix = "hvs."
                event_loops = 3
                hashing_workers = "7"
                hashing_lanes = 3
                hashing_queue = "1500ms"
                bcrypt_cost = 11
                bcrypt_upgrade = true
                pid_file = "/run/portcullis.pid"
                disable_mlock = true
                ui = false
                """);

        assertThat(read.listener().address()).hasToString("[::]:8300");
        assertThat(read.listener().forwardedFor().authorized())
                .containsExactly(Cidr.parse("10.0.0.0/8"), Cidr.parse("::1"));
        assertThat(read.listener().forwardedFor().hopSkips()).isEqualTo(1);
        assertThat(read.listener().forwardedFor().rejectNotPresent()).isFalse();
        assertThat(read.listener().forwardedFor().rejectNotAuthorized()).isFalse();
        assertThat(read.listener().idle()).isEqualTo(Duration.ofMinutes(2));
        assertThat(read.listener().bodyDeadline()).isEqualTo(Duration.ofSeconds(30));
        assertThat(read.listener().bodyLimit()).isEqualTo(65_536);
        assertThat(read.opsAddress()).contains(new HostPort("0.0.0.0", 8301));
        assertThat(read.redis().addresses()).containsExactly("redis://redis.example.com:6390");
        assertThat(read.redis().access().login()).contains(new RedisLogin("us", "pw"));
        assertThat(read.redis().keys()).isEqualTo(new RedisKeys("tenants:"));
        assertThat(read.redis().deadline()).isEqualTo(Duration.ofMillis(500));
        assertThat(read.leases()).isEqualTo(new Configuration.Leases(Duration.ofHours(1), Duration.ofDays(2)));
        assertThat(read.log()).isEqualTo(new Configuration.Log("debug", true));
        assertThat(read.apiAddress()).isEqualTo("https://login.example.com");
        assertThat(read.clusterName()).isEqualTo("ours");
        assertThat(read.initAllowed()).containsExactly(Cidr.parse("10.0.0.0/8"), Cidr.parse("192.0.2.7"));
        assertThat(read.tokenPrefix()).isEqualTo("hvs.");
        assertThat(read.eventLoops()).isEqualTo(3);
        assertThat(read.hashing()).isEqualTo(new HashingSettings(7, 3, Duration.ofMillis(1500), 11, true));
        assertThat(read.pidFile()).contains(Path.of("/run/portcullis.pid"));
        assertThat(read.warnings())
                .hasSize(2)
                .allMatch(warning -> warning.startsWith(file + ":"))
                .allMatch(warning -> warning.contains("without effect"));
    }

    @Test
    void theShippedFileIsGoodOnceItsFilesAreThere() throws Exception {
        String certificate = secretFile("tls.crt", "-----BEGIN CERTIFICATE-----");
        String key = secretFile("tls.key", "-----BEGIN PRIVATE KEY-----");
        String shipped = Files.readString(Path.of("conf", "portcullis.hcl"))
                .replace("/etc/portcullis/tls/tls.crt", certificate)
                .replace("/etc/portcullis/tls/tls.key", key)
                .replace("/etc/portcullis/seal/key", secretFile("seal", KEY));

        Configuration read = read(shipped);
        Configuration least = read(LEAST);

        assertThat(read.listener().tls())
                .contains(new ListenerTls(
                        certificate, key, List.of("TLSv1.2", "TLSv1.3"), java.util.Optional.empty(), false));
        assertThat(read.seal().problems()).isEmpty();
        assertThat(read)
                .as("every default is the one that the file says")
                .usingRecursiveComparison()
                .ignoringFields("listener.tls", "seal", "warnings")
                .isEqualTo(least);
    }

    @Test
    void everyKeyOfTheShippedFileExistsAlsoThoseInComments() throws Exception {
        String certificate = secretFile("pem", "-----BEGIN CERTIFICATE----- -----BEGIN PRIVATE KEY-----");
        String uncommented = Files.readString(Path.of("conf", "portcullis.hcl"))
                .replaceAll("(?m)^( *)# ?((\\w+ +=|listener|user_lockout|  \\w+ +=|}).*)$", "$1$2")
                .replaceAll("\"/etc/portcullis/[^\"]*\"", "\"" + certificate + "\"")
                .replace("redis://", "rediss://")
                .replace("\"standalone\"", "\"sentinel\"")
                .replace("tls_disable_client_certs = false", "");

        Configuration read = read(uncommented);

        assertThat(uncommented).contains("\n  sentinel_master ", "\nlistener \"ops\" {", "\nuser_lockout \"userpass\"");
        assertThat(read.redis().topology()).isEqualTo(Topology.SENTINEL);
        assertThat(read.opsAddress()).isPresent();
    }

    @Test
    void whatTheShippedFileDoesNotSayIsInTheReferenceAtLeast() throws Exception {
        String documents = Files.readString(Path.of("docs", "configuration.md"));
        Files.writeString(file, LEAST);
        Reading reading = new Reading(List.of(file), Map.of());
        Configuration.of(reading);
        assertThat(reading.allKeys())
                .hasSizeGreaterThan(50)
                .allSatisfy(key -> assertThat(documents).contains("`" + key + "`"));
    }

    @Test
    void filesThatAreNotUsedNeedNotBeThere() throws Exception {
        Configuration read =
                read(STORAGE + SEAL + "listener \"tcp\" { tls_disable = true tls_cert_file = \"/nowhere\" }");
        assertThat(read.listener().tls()).isEmpty();
    }

    @Test
    void jsonSaysTheSame() throws Exception {
        file = folder.resolve("portcullis.json");
        Configuration read = read("""
                {"listener": [{"tcp": {"address": "127.0.0.1:8300", "tls_disable": 1}}, {"ops": {"address": "127.0.0.1:8301"}}],
                 "storage": {"redis": {"address": "redis://localhost:6380", "timeout": "1s"}},
                 "seal": {"static": [{"current_key": "%s"}]},
                 "user_lockout": {"all": {"lockout_threshold": 7}, "userpass": {"lockout_duration": 60}},
                 "max_lease_ttl": 3600}
                """.replace(": 1}", ": true}").formatted(KEY));

        assertThat(read.listener().address().port()).isEqualTo(8300);
        assertThat(read.opsAddress()).contains(new HostPort("127.0.0.1", 8301));
        assertThat(read.redis().addresses()).containsExactly("redis://localhost:6380");
        assertThat(read.lockout())
                .isEqualTo(new Lockout(
                        7, Duration.ofMinutes(1), Duration.ofMinutes(15), false, true, 0, Optional.empty()));
        assertThat(read.leases()).isEqualTo(new Configuration.Leases(Duration.ofHours(1), Duration.ofHours(1)));
    }

    @Test
    void severalFilesAndFoldersAreOne() throws Exception {
        Path inside = Files.createDirectory(folder.resolve("conf.d"));
        Files.writeString(inside.resolve("20.json"), "{\"cluster_name\": \"ours\"}");
        Files.writeString(inside.resolve("10.hcl"), SEAL);
        Files.writeString(inside.resolve("readme.txt"), "nonsense");
        Files.writeString(inside.resolve(".hidden.hcl"), "nonsense");
        Files.writeString(file, LISTENER + STORAGE);

        Configuration read = Configuration.read(List.of(file, inside), Map.of());

        assertThat(read.clusterName()).isEqualTo("ours");
        assertThat(read.seal().current()).isPresent();
    }

    @Test
    void lockoutOfUserpassInheritsEachFieldFromAll() throws Exception {
        Configuration read = read(LEAST + """
                user_lockout "all" { lockout_threshold = 0 lockout_duration = "0" disable_lockout = true }
                user_lockout "UserPass" { lockout_counter_reset = "1h" disable_lockout = false login_source_failure_limit = 50 }
                """);

        assertThat(read.lockout())
                .isEqualTo(new Lockout(0, Duration.ZERO, Duration.ofHours(1), false, true, 50, Optional.empty()));
    }

    @Test
    void theEnvironmentOverridesTheFileByOneRule() throws Exception {
        Configuration read = read(
                LEAST + "max_lease_ttl = \"nonsense that is overridden\"\n",
                Map.of(
                        "PORTCULLIS_MAX_LEASE_TTL", "3h",
                        "PORTCULLIS_LISTENER_TCP_ADDRESS", "0.0.0.0:1",
                        "PORTCULLIS_LISTENER_OPS_ADDRESS", "127.0.0.1:2",
                        "PORTCULLIS_USER_LOCKOUT_USERPASS_DISABLE_LOCKOUT", "true",
                        "PORTCULLIS_INIT_ALLOWED_CIDRS", "10.0.0.0/8,::1",
                        "PORTCULLIS_CLUSTER_NAME", "",
                        "PORTCULLIS_REDIS_SERVICE_HOST", "a service link of Kubernetes",
                        "PORTCULLIS_PORT_8200_TCP_ADDR", "another",
                        "PORTCULLISX", "not ours"));

        assertThat(read.leases().longest()).isEqualTo(Duration.ofHours(3));
        assertThat(read.listener().address()).isEqualTo(new HostPort("0.0.0.0", 1));
        assertThat(read.opsAddress()).contains(new HostPort("127.0.0.1", 2));
        assertThat(read.lockout().disabled()).isTrue();
        assertThat(read.initAllowed()).hasSize(2);
    }

    @Test
    void secretsComeFromTheFileThenTheEnvironmentThenTheConfiguration() throws Exception {
        String storage = "storage \"redis\" { address = \"redis://127.0.0.1\" password = \"literal\" }\n";
        String variable = "PORTCULLIS_STORAGE_REDIS_PASSWORD";
        String secret = secretFile("password", "from the file\r\n");
        Map<String, String> both = Map.of(variable, "from the environment", variable + "_FILE", secret);

        assertThat(password(storage, Map.of())).isEqualTo("literal");
        assertThat(password(storage, Map.of(variable, "from the environment"))).isEqualTo("from the environment");
        assertThat(password(storage, both)).isEqualTo("from the file");
        assertThat(password(
                        storage.replace("password", "password_file = \"" + secret + "\" password"),
                        Map.of(variable, "from the environment")))
                .isEqualTo("from the file");
    }

    private String password(String storage, Map<String, String> environment) throws Exception {
        return read(LISTENER + storage + SEAL, environment)
                .redis()
                .access()
                .login()
                .orElseThrow()
                .password();
    }

    @Test
    void aSecretThatOthersMayReadIsTold() throws Exception {
        Path secret = Path.of(secretFile("password", "pw"));
        String storage =
                "storage \"redis\" {\n  address = \"redis://127.0.0.1\"\n  password_file = \"" + secret + "\"\n}\n";
        for (String permissions : List.of("r--------", "r--r-----", "r-----r--")) {
            Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString(permissions));
            List<String> warnings = read(LISTENER + storage + SEAL).warnings();
            if (!permissions.equals("r-----r--")) {
                assertThat(warnings).isEmpty();
            } else {
                assertThat(warnings)
                        .containsExactly(
                                file + ":4:3: password_file: others than its owner may read this file: chmod 0400");
            }
        }
    }

    @Test
    void sealKeysAreReadInEachForm() throws Exception {
        byte[] key = java.util.HexFormat.of().parseHex(KEY);
        byte[] endingInLineEnd = key.clone();
        endingInLineEnd[31] = '\n';
        String base64 = java.util.Base64.getEncoder().encodeToString(key);
        String raw = new String(key, ISO_8859_1);
        for (String content : List.of(
                raw,
                raw + "\n",
                KEY,
                KEY + "\n",
                KEY.toUpperCase(java.util.Locale.ROOT),
                base64,
                base64 + "\r\n",
                base64.substring(0, 43))) {
            String name = secretFile("key" + content.hashCode(), content);
            for (String line : List.of("current_key_file = \"" + name, "current_key = \"file://" + name)) {
                assertThat(sealKey(line, Map.of())).as(content).isEqualTo(key);
            }
        }
        assertThat(sealKey(
                        "current_key_file = \"" + secretFile("end", new String(endingInLineEnd, ISO_8859_1)), Map.of()))
                .isEqualTo(endingInLineEnd);
        assertThat(sealKey("current_key = \"" + base64, Map.of())).isEqualTo(key);
        assertThat(sealKey("current_key = \"env://PORTCULLIS_KEY", Map.of("PORTCULLIS_KEY", KEY)))
                .isEqualTo(key);
        assertThat(sealKey("current_key_id = \"x", Map.of("PORTCULLIS_SEAL_STATIC_CURRENT_KEY", KEY)))
                .isEqualTo(key);
        assertThat(sealKey(
                        "current_key = \"" + "0".repeat(64) + "\"\n current_key_file = \"" + secretFile("first", KEY),
                        Map.of("PORTCULLIS_SEAL_STATIC_CURRENT_KEY", "1".repeat(64))))
                .as("the file comes first")
                .isEqualTo(key);
    }

    private byte[] sealKey(String unclosedLine, Map<String, String> environment) throws Exception {
        SealKeys seal = read(LISTENER + STORAGE + "seal \"static\" { " + unclosedLine + "\" }\n", environment)
                .seal();
        assertThat(seal.problems()).isEmpty();
        return bytes(seal.current().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "current_key_file = \"/nowhere/key\"",
                "current_key = \"file:///nowhere/key\"",
                "current_key = \"env://NOTHING_OF_THIS_NAME\"",
                "current_key_file = \"GARBLED\"",
                "current_key_file = \"EMPTY\"",
                "current_key_file = \"FOLDER\"",
            })
    void aSealKeyThatCannotBeHadKeepsNothingFromStarting(String line) throws Exception {
        String seal = line.replace("GARBLED", secretFile("garbled", "canary"))
                .replace("EMPTY", secretFile("empty", "\n"))
                .replace("FOLDER", folder.toString());

        SealKeys keys =
                read(LISTENER + STORAGE + "seal \"static\" { " + seal + " }").seal();

        assertThat(keys.current()).isEmpty();
        assertThat(keys.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .startsWith("seal \"static\": current_key")
                        .doesNotContain("canary"));
    }

    @Test
    void sentinelsAndClustersHaveTheirOwnUsersAndPorts() throws Exception {
        String ca = secretFile("ca.pem", "-----BEGIN CERTIFICATE-----");
        RedisSettings sentinel = read(LISTENER + SEAL + """
                storage "redis" {
                  mode = "sentinel"
                  addresses = ["rediss://one", "rediss://[::1]:5000"]
                  sentinel_master = "main"
                  sentinel_password = "spw"
                  username = "us"
                  password = "pw"
                  tls_ca_file = "%s"
                }
                """.formatted(ca)).redis();
        RedisSettings cluster = read(LISTENER + SEAL + """
                storage "redis" { mode = "cluster" addresses = "redis://127.0.0.1,redis://127.0.0.1:6380" }
                """).redis();

        assertThat(sentinel.topology()).isEqualTo(Topology.SENTINEL);
        assertThat(sentinel.addresses()).containsExactly("rediss://one:26379", "rediss://[::1]:5000");
        assertThat(sentinel.access().sentinelMaster()).isEqualTo("main");
        assertThat(sentinel.access().sentinelLogin()).contains(new RedisLogin("default", "spw"));
        assertThat(sentinel.access().login()).contains(new RedisLogin("us", "pw"));
        assertThat(sentinel.access().tls().caFile()).contains(ca);
        assertThat(cluster.topology()).isEqualTo(Topology.CLUSTER);
        assertThat(cluster.addresses()).containsExactly("redis://127.0.0.1:6379", "redis://127.0.0.1:6380");
    }

    @Test
    void nothingSecretShowsItself() throws Exception {
        Configuration read =
                read(LISTENER + SEAL + "storage \"redis\" { address = \"redis://127.0.0.1\" password = \"canary-1\" }");

        assertThat(read.toString()
                        + Arrays.toString(
                                new Object[] {read.redis(), read.redis().access(), read.seal()}))
                .doesNotContain("canary-1", KEY);
    }

    @Test
    void aFileThatCannotBeReadIsNamed() {
        assertThatThrownBy(() -> Configuration.read(List.of(folder.resolve("none.hcl"), folder), Map.of()))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessage(folder.resolve("none.hcl") + ":1:1: file: there is no such file" + System.lineSeparator()
                        + folder + ":1:1: file: no *.hcl or *.json file is in this folder");
    }
}
