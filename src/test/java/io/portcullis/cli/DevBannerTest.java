package io.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DevBannerTest {

    @Test
    void saysWhatIsInsecure() {
        assertThat(banner("127.0.0.1", Optional.of("root"), false))
                .contains("NOT secure", "in memory", "seal key: published", "without TLS, on loopback only");
    }

    @Test
    void rootTokenStandsOnALineOfItsOwnAndQuotedInTheExports() {
        assertThat(banner("127.0.0.1", Optional.of("it's root"), false))
                .contains("\nRoot Token: it's root\n", "export VAULT_TOKEN='it'\\''s root'");
    }

    @Test
    void linesOfAFirstLoginNeedNothingButTheExports() {
        assertThat(banner("127.0.0.1", Optional.of("root"), false))
                .contains(
                        "export VAULT_ADDR='http://127.0.0.1:8200'",
                        "export BAO_ADDR='http://127.0.0.1:8200'",
                        "-d '{\"password\":\"open-sesame\"}' http://127.0.0.1:8200/v1/auth/userpass/login/alice\n",
                        "sed 's/.*\"client_token\":\"\\([^\"]*\\)\".*/\\1/'");
    }

    @Test
    void addressOfVersion6StandsInBrackets() {
        assertThat(banner("::1", Optional.of("root"), false)).contains("'http://[::1]:8200'");
    }

    @Test
    void nodeThatJoinedWithoutAnIdPrintsNoToken() {
        assertThat(banner("127.0.0.1", Optional.empty(), true))
                .contains(
                        "Root Token: the one of the servers", "export VAULT_TOKEN=<root token>", "the Redis you gave");
    }

    private static String banner(String host, Optional<String> rootToken, boolean sharedRedis) {
        RunningServer server = new RunningServer() {
            @Override
            public InetSocketAddress listenAddress() {
                return InetSocketAddress.createUnresolved(host, 8200);
            }

            @Override
            public Optional<String> rootToken() {
                return rootToken;
            }

            @Override
            public void close() {}
        };
        return new DevBanner(server, sharedRedis).text();
    }
}
