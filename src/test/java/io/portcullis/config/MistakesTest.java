package io.portcullis.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is told of a configuration that is wrong: every mistake, once, where it is, and no value. */
class MistakesTest {

    private static final String LISTENER = "listener \"tcp\" { tls_disable = true }\n";
    private static final String STORAGE = "storage \"redis\" { address = \"redis://127.0.0.1\" }\n";
    private static final String SEAL = "seal \"static\" { current_key = \"" + "0".repeat(64) + "\" }\n";

    @TempDir
    private Path folder;

    private List<String> mistakes(String text) throws IOException {
        return mistakes(text, Map.of());
    }

    private List<String> mistakes(String text, Map<String, String> environment) throws IOException {
        Path file = Files.writeString(folder.resolve(text.startsWith("{") ? "c.json" : "c.hcl"), text);
        InvalidConfiguration thrown =
                catchThrowableOfType(InvalidConfiguration.class, () -> Configuration.read(List.of(file), environment));
        assertThat(thrown).as("it was taken as good").isNotNull();
        return thrown.getMessage()
                .lines()
                .map(line -> line.replace(folder.toString() + "/", ""))
                .toList();
    }

    private static Arguments top(String line, String told) {
        return Arguments.of(LISTENER + STORAGE + SEAL + line, "c.hcl:4:1: " + told);
    }

    private static Arguments listener(String line, String told) {
        return Arguments.of(
                STORAGE + SEAL + "listener \"tcp\" {\n tls_disable = true\n " + line + "\n}", "c.hcl:5:2: " + told);
    }

    private static Arguments storage(String line, String told) {
        return Arguments.of(LISTENER + SEAL + "storage \"redis\" {\n " + line + "\n}", "c.hcl:4:2: " + told);
    }

    private static Arguments storageToo(String line, String told) {
        return Arguments.of(
                LISTENER + SEAL + "storage \"redis\" {\n address = \"redis://127.0.0.1\"\n " + line + "\n}",
                "c.hcl:5:2: " + told);
    }

    private static Arguments seal(String line, String told) {
        return Arguments.of(LISTENER + STORAGE + "seal \"static\" {\n " + line + "\n}", "c.hcl:4:2: " + told);
    }

    static Stream<Arguments> wrong() {
        String noAddress = "address: expected redis://HOST:PORT or rediss://HOST:PORT, without user, password and path";
        String noDuration = ": expected a duration such as \"90s\" or \"1h30m\"";
        String noKey = "current_key: expected file://PATH, env://NAME, or 32 bytes in hexadecimal or base64";
        return Stream.of(
                top("clusternam = \"x\"", "clusternam: unknown key (did you mean \"cluster_name\"?)"),
                top("something = \"x\"", "something: unknown key"),
                top("key_prefix = \"x:\"", "key_prefix: unknown here, it belongs into storage \"redis\""),
                top("ui = true", "ui: there is no user interface (expected false)"),
                top("ui = 5", "ui: expected true or false"),
                top(
                        "log_level = \"loud\"",
                        "log_level: expected one of trace, debug, info, notice, warn, warning, error, err"),
                Arguments.of(
                        LISTENER + STORAGE + SEAL + "log_format = json",
                        "c.hcl:4:14: log_format: expected a value (a text stands in double quotes)"),
                top("max_lease_ttl = \"-1h\"", "max_lease_ttl" + noDuration + ", at least 1s"),
                top("max_lease_ttl = 0", "max_lease_ttl" + noDuration + ", at least 1s"),
                top("max_lease_ttl = 1.5", "max_lease_ttl" + noDuration + ", at least 1s"),
                top("default_lease_ttl = \"769h\"", "default_lease_ttl: longer than max_lease_ttl"),
                top("event_loops = 0", "event_loops: expected a whole number from 1 to 1024"),
                top("event_loops = 99999999999999999999", "event_loops: expected a whole number from 1 to 1024"),
                top("hashing_workers = \"many\"", "hashing_workers: expected a whole number from 1 to 1024"),
                top("hashing_lanes = 5", "hashing_lanes: expected a whole number from 0 to 4"),
                top(
                        "hashing_queue = \"1ms\"",
                        "hashing_queue: expected a duration such as \"90s\" or \"1h30m\", from 100ms to 30s"),
                top("bcrypt_cost = 9", "bcrypt_cost: expected a whole number from 10 to 14"),
                top("bcrypt_upgrade = \"perhaps\"", "bcrypt_upgrade: expected true or false"),
                top(
                        "api_addr = \"login.example.com\"",
                        "api_addr: expected a URL such as \"https://login.example.com:8200\""),
                top(
                        "init_allowed_cidrs = [\"10.0.0.0/8\", \"x\"]",
                        "init_allowed_cidrs: expected a list of addresses and networks, such as \"10.0.0.0/8\""),
                top(
                        "init_allowed_cidrs = [8]",
                        "init_allowed_cidrs: expected a list of addresses and networks, such as \"10.0.0.0/8\""),
                top("token_prefix = \"hvs\"", "token_prefix: expected 1 to 16 letters and digits and a final dot"),
                top("pid_file = \"\"", "pid_file: expected the name of a file"),
                top(
                        "cluster_addr = \"https://x\"",
                        "cluster_addr: not supported: nodes do not talk to each other, all state is in storage \"redis\""),
                top("telemetry { a = 1 }", "telemetry: not supported: metrics are served by listener \"ops\""),
                top("listener \"tcp\" { }", "listener \"tcp\": given twice, first at c.hcl:1:1"),
                top(
                        "listener \"unix\" { }",
                        "listener \"unix\": unknown label (expected listener \"tcp\" or listener \"ops\")"),
                top(
                        "listener { address = \"x\" }",
                        "listener: a label is missing (expected listener \"tcp\" or listener \"ops\")"),
                top(
                        "listener \"ops\" \"more\" { }",
                        "listener: a stanza has one label (expected listener \"tcp\" or listener \"ops\")"),
                top("seal = \"static\"", "seal: a label is missing (expected seal \"static\")"),
                top(
                        "user_lockuot \"all\" { }",
                        "user_lockuot \"all\": unknown stanza (did you mean \"user_lockout\"?)"),
                top(
                        "user_lockout \"ldap\" { }",
                        "user_lockout \"ldap\": unknown label (expected user_lockout \"all\" or user_lockout \"userpass\")"),
                top("backend \"file\" { path = \"x\" }", "backend \"file\": not supported: write storage \"redis\""),
                top(
                        "log_level { }",
                        "log_level: expected one of trace, debug, info, notice, warn, warning, error, err"),
                listener("address = \"8200\"", "address: expected HOST:PORT"),
                listener("address = \"127.0.0.1:66000\"", "address: expected HOST:PORT"),
                listener("tls_min_version = \"tls11\"", "tls_min_version: expected one of tls12, tls13"),
                listener(
                        "tls_max_version = \"tls12\" tls_min_version = \"tls13\"",
                        "tls_max_version: lower than tls_min_version"),
                listener(
                        "tls_require_and_verify_client_cert = true",
                        "tls_require_and_verify_client_cert: needs tls_client_ca_file"),
                listener(
                        "x_forwarded_for_hop_skips = -1",
                        "x_forwarded_for_hop_skips: expected a whole number from 0 to 100"),
                listener(
                        "x_forwarded_for_reject_not_present = \"maybe\"",
                        "x_forwarded_for_reject_not_present: expected true or false"),
                listener("http_idle_timeout = \"0s\"", "http_idle_timeout" + noDuration + ", from 1s to 1h"),
                listener(
                        "max_request_size = 33554432",
                        "max_request_size: expected a whole number from 1024 to 1048576"),
                listener(
                        "proxy_protocol_behavior = \"x\"",
                        "proxy_protocol_behavior: not supported: proxies send X-Forwarded-For"),
                storage("address = \"127.0.0.1:6379\"", noAddress),
                storage("address = \"redis://us:canary@127.0.0.1\"", noAddress),
                storage("address = \"redis://127.0.0.1/3\"", noAddress),
                storage("address = [\"redis://127.0.0.1\"]", noAddress),
                storage(
                        "address = \"redis://10.0.0.1\"",
                        "address: plaintext to another machine (expected rediss://, or allow_plaintext = true)"),
                storage(
                        "addresses = [\"redis://127.0.0.1\", \"redis://127.0.0.1:1\"]",
                        "addresses: several, and the mode is standalone"),
                storage(
                        "addresses = [\"redis://127.0.0.1\", \"rediss://127.0.0.1:1\"] mode = \"cluster\"",
                        "addresses: some begin with redis:// and some with rediss://"),
                storageToo("addresses = [\"redis://127.0.0.1\"]", "addresses: address is given, too"),
                storageToo("mode = \"single\"", "mode: expected one of standalone, sentinel, cluster"),
                storageToo("sentinel_master = \"x\"", "sentinel_master: needs mode = \"sentinel\""),
                storageToo("password_file = \"/nowhere\"", "password_file: there is no such file"),
                storageToo("password_file = \"/\"", "password_file: it is a folder"),
                storageToo("username = \"canary\"", "username: a user without password_file"),
                storageToo(
                        "key_prefix = \"a b\"", "key_prefix: expected letters, digits, '_', '.', '-' and a final ':'"),
                storageToo("timeout = \"2m\"", "timeout" + noDuration + ", from 50ms to 1m"),
                storageToo("passwrod = \"canary\"", "passwrod: unknown key (did you mean \"password\"?)"),
                storageToo("seal \"static\" { }", "seal: a stanza inside a stanza: is a '}' missing before it?"),
                seal("current_key = \"canary\"", noKey),
                seal("current_key = \"" + "g".repeat(64) + "\"", noKey),
                seal("current_keyfile = \"x\"", "current_keyfile: unknown key (did you mean \"current_key_file\"?)"),
                Arguments.of(STORAGE + SEAL, "c.hcl:1:1: listener \"tcp\": the stanza is missing"),
                Arguments.of(LISTENER + SEAL, "c.hcl:1:1: storage \"redis\": the stanza is missing"),
                Arguments.of(LISTENER + STORAGE, "c.hcl:1:1: seal \"static\": the stanza is missing"),
                Arguments.of(
                        LISTENER + STORAGE + "\n seal \"static\" { }",
                        "c.hcl:4:2: current_key_file: missing (expected the file with the key that opens the keyring)"),
                Arguments.of(
                        LISTENER + SEAL + "storage \"redis\" { adress = \"redis://127.0.0.1\" }",
                        "c.hcl:3:19: adress: unknown key (did you mean \"address\"?)"),
                Arguments.of(
                        LISTENER + SEAL + "storage \"raft\" { path = \"x\" }",
                        "c.hcl:3:1: storage \"raft\": unknown label (expected storage \"redis\")"),
                Arguments.of(
                        LISTENER + STORAGE + SEAL + "user_lockout \"all\" {\n  lockout_threshold = -1\n}",
                        "c.hcl:5:3: lockout_threshold: expected a whole number from 0 to 1000000"),
                Arguments.of(
                        LISTENER + STORAGE + SEAL + "user_lockout \"userpass\" {\n  lockout_duration = \"-1s\"\n}",
                        "c.hcl:5:3: lockout_duration" + noDuration + ", not negative"),
                Arguments.of(
                        "{\"listener\": {\"tcp\": {\"tls_disable\": true,\n \"address\": 8200}},\n"
                                + " \"storage\": {\"redis\": {\"address\": \"redis://127.0.0.1\"}},\n"
                                + " \"seal\": {\"static\": {\"current_key\": \"" + "0".repeat(64) + "\"}}}",
                        "c.json:2:2: address: expected HOST:PORT"),
                Arguments.of("{\"listener\": {\"tcp\": {}}", "c.json:1:25: syntax: expected ','"),
                Arguments.of(
                        LISTENER + STORAGE + "seal \"static\" {", "c.hcl:3:16: syntax: unexpected end of the text"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void isToldOnceWhereItIs(String text, String told) throws IOException {
        assertThat(mistakes(text)).containsExactly(told);
    }

    @Test
    void filesOfTlsMustBeThereAndHoldWhatTheyShould() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty"), "\n");
        Path other = Files.writeString(folder.resolve("other"), "canary");
        Path locked = Files.writeString(folder.resolve("locked"), "-----BEGIN ENCRYPTED PRIVATE KEY-----");
        String text = STORAGE + SEAL + "listener \"tcp\" {\n tls_cert_file = \"%s\"\n tls_key_file = \"%s\"\n}";

        assertThat(mistakes(STORAGE + SEAL + "listener \"tcp\" { }"))
                .containsExactly(
                        "c.hcl:3:1: tls_cert_file: missing (expected a PEM file, or tls_disable = true)",
                        "c.hcl:3:1: tls_key_file: missing (expected a PEM file, or tls_disable = true)");
        assertThat(mistakes(text.formatted("/nowhere\"\n tls_client_ca_file = \"/nowhere", folder)))
                .containsExactly(
                        "c.hcl:4:2: tls_cert_file: there is no such file",
                        "c.hcl:5:2: tls_client_ca_file: there is no such file",
                        "c.hcl:6:2: tls_key_file: it is a folder");
        assertThat(mistakes(text.formatted(empty, other)))
                .containsExactly(
                        "c.hcl:4:2: tls_cert_file: the file is empty",
                        "c.hcl:5:2: tls_key_file: the file holds no private key in the form PEM");
        assertThat(mistakes(text.formatted(other, locked)))
                .containsExactly(
                        "c.hcl:4:2: tls_cert_file: the file holds no certificate in the form PEM",
                        "c.hcl:5:2: tls_key_file: the private key is encrypted, and there is no way to give its password");
    }

    @Test
    void aVariableThatStandsForNothingOrHoldsNonsenseIsNamed() throws IOException {
        assertThat(mistakes(
                        LISTENER + STORAGE + SEAL,
                        Map.of(
                                "PORTCULLIS_MAX_LEASE_TLL", "1h",
                                "PORTCULLIS_X_FORWARDED_FOR_AUTHORIZED_ADDRS", "10.0.0.1",
                                "PORTCULLIS_STORAGE_REDIS_TIMEOUT", "canary",
                                "PORTCULLIS_NONSENSE", "")))
                .containsExactlyInAnyOrder(
                        "environment: PORTCULLIS_MAX_LEASE_TLL: stands for no key (did you mean PORTCULLIS_MAX_LEASE_TTL?)",
                        "environment: PORTCULLIS_X_FORWARDED_FOR_AUTHORIZED_ADDRS: stands for no key"
                                + " (did you mean PORTCULLIS_LISTENER_TCP_X_FORWARDED_FOR_AUTHORIZED_ADDRS?)",
                        "environment: PORTCULLIS_STORAGE_REDIS_TIMEOUT: expected a duration such as \"90s\" or \"1h30m\","
                                + " from 50ms to 1m",
                        "environment: PORTCULLIS_NONSENSE: stands for no key");
    }

    @Test
    void aVariableThatIsAlmostTheMissingKeyIsOneMistake() throws IOException {
        assertThat(mistakes(
                        LISTENER + STORAGE + "seal \"static\" { }",
                        Map.of("PORTCULLIS_SEAL_STATIC_CURRENT_KEYFILE", "x")))
                .containsExactly("environment: PORTCULLIS_SEAL_STATIC_CURRENT_KEYFILE: stands for no key"
                        + " (did you mean PORTCULLIS_SEAL_STATIC_CURRENT_KEY_FILE?)");
    }

    @Test
    void keysAndStanzasOfSeveralFilesAreOneConfiguration() throws IOException {
        Path first = Files.writeString(folder.resolve("1.hcl"), LISTENER + STORAGE + SEAL + "cluster_name = \"a\"\n");
        Path second = Files.writeString(folder.resolve("2.hcl"), "\n" + SEAL + "cluster_name = \"b\"\n");

        InvalidConfiguration thrown =
                catchThrowableOfType(InvalidConfiguration.class, () -> Configuration.read(List.of(folder), Map.of()));

        assertThat(thrown.getMessage().lines())
                .containsExactly(
                        second + ":2:1: seal \"static\": given twice, first at " + first + ":3:1",
                        second + ":3:1: cluster_name: given twice, first at " + first + ":4:1");
    }

    @Test
    void twentyMistakesAreTwentyLines() throws IOException {
        List<String> told = mistakes("""
                ui = true
                cluster_addr = "https://10.0.0.1:8201"
                log_level = "verbose"
                log_format = json
                max_lease_ttl = "32 days"
                defualt_lease_ttl = "1h"
                event_loops = -1
                cluster_name = "a"
                cluster_name = "b"
                listener "tcp" {
                  address = "0.0.0.0"
                  tls_disable = yes
                  tls_min_version = "tls10"
                  telemetry { unauthenticated_metrics_access = true }
                }
                storage "redis" = {
                  adress = "redis://127.0.0.1"
                }
                storage "consul" {
                  path = "vault/"
                }
                seal "static" {
                  current_key = "canary
                  previous_key = "canary"
                }
                user_lockout "all" {
                  lockout_threshold = -5
                  lockout_duration = "forever"
                  lockout_counter = "15m"
                }
                user_lockout "ldap" {
                  disable_lockout = true
                }
                init_allowed_cidrs = ["10.0.0.0/40",
                  "::1"]
                """);

        assertThat(told.stream().map(line -> line.replaceFirst("^(c.hcl:[0-9]+):[0-9]+: ([^:]+):.*", "$1 $2")))
                .containsExactly(
                        "c.hcl:1 ui",
                        "c.hcl:2 cluster_addr",
                        "c.hcl:3 log_level",
                        "c.hcl:4 log_format",
                        "c.hcl:5 max_lease_ttl",
                        "c.hcl:6 defualt_lease_ttl",
                        "c.hcl:7 event_loops",
                        "c.hcl:9 cluster_name",
                        "c.hcl:11 address",
                        "c.hcl:12 tls_disable",
                        "c.hcl:13 tls_min_version",
                        "c.hcl:14 telemetry",
                        "c.hcl:16 syntax",
                        "c.hcl:19 storage \"consul\"",
                        "c.hcl:23 current_key",
                        "c.hcl:24 previous_key",
                        "c.hcl:27 lockout_threshold",
                        "c.hcl:28 lockout_duration",
                        "c.hcl:29 lockout_counter",
                        "c.hcl:31 user_lockout \"ldap\"",
                        "c.hcl:34 init_allowed_cidrs");
        assertThat(String.join("\n", told)).doesNotContain("canary");
    }

    @Test
    void noMistakeTellsAValue() throws IOException {
        for (Object[] each : wrong().map(Arguments::get).toList()) {
            assertThat(mistakes((String) each[0]).toString()).doesNotContain("canary");
        }
    }
}
