package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.portcullis.address.Cidr;
import io.portcullis.address.ForwardedFor;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.ApiClient.Reply;
import io.portcullis.testing.EventLoop;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.Options;
import io.portcullis.testing.SharedFleet;
import io.portcullis.testing.TestRedis;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where requests come from, behind a proxy that is believed, and what accounts and tokens make of it. */
@ExtendWith(SharedFleet.class)
class ClientAddressTest {

    private static final String HASH = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";
    private static final String FORWARDED = "X-Forwarded-For";
    private static final String DENIED = "403 {\"errors\":[\"permission denied\"]}\n";

    private static Fleet fleet;
    private static ApiClient root;

    @BeforeAll
    static void start() {
        ForwardedFor believed =
                new ForwardedFor(List.of(Cidr.parse("127.0.0.0/8"), Cidr.parse("192.0.2.0/24")), 0, false, true);
        fleet = Fleet.start(1, EventLoop.shared(TestRedis.freshPrefix()), usual -> withForwardedFor(usual, believed));
        root = fleet.node(0);
        root.post("sys/auth/p", "{'type':'userpass'}");
        create("v4", "'token_bound_cidrs':'10.0.0.0/8'");
        create("v6", "'token_bound_cidrs':'2001:db8::/32,203.0.113.7'");
        create("strict", "'token_strictly_bind_ip':true");
    }

    private static ServerOptions withForwardedFor(ServerOptions usual, ForwardedFor forwardedFor) {
        return Options.withListener(usual, usual.listener().behind(forwardedFor));
    }

    private static void create(String name, String fields) {
        assertThat(root.post("auth/p/users/" + name, "{'password_hash':'" + HASH + "'," + fields + "}")
                        .status())
                .isEqualTo(204);
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    private static Reply loginFrom(String name, String... lines) {
        return root.anonymous().sendWith("POST", "auth/p/login/" + name, "{'password':'U*U'}", headers(lines));
    }

    private static Reply lookupFrom(String token, String... lines) {
        return root.with(token).sendWith("GET", "auth/token/lookup-self", null, headers(lines));
    }

    private static String[] headers(String... lines) {
        String[] headers = new String[2 * lines.length];
        for (int i = 0; i < lines.length; i++) {
            headers[2 * i] = FORWARDED;
            headers[2 * i + 1] = lines[i];
        }
        return headers;
    }

    @ParameterizedTest
    @CsvSource({
        "v4, 10.1.2.3, 200",
        "v4, '10.1.2.3:4711', 200",
        "v4, ::ffff:10.1.2.3, 200",
        "v4, 11.0.0.1, 403",
        "v4, 2001:db8::5, 403",
        "v4, '10.1.2.3, 11.0.0.1', 403",
        "v4, '11.0.0.1, 10.1.2.3', 200",
        "v4, '10.1.2.3, 192.0.2.9', 200",
        "v4, '10.1.2.3, 11.0.0.1, 192.0.2.9, 127.0.0.1', 403",
        "v6, 2001:db8:1::5, 200",
        "v6, '[2001:DB8::5]:443', 200",
        "v6, 2001:db9::5, 403",
        "v6, 203.0.113.7, 200",
        "v6, 203.0.113.8, 403"
    })
    void theRightMostAddressThatIsNoProxyLogsInOrNot(String name, String forwarded, int status) {
        Reply reply = loginFrom(name, forwarded);

        assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
        if (status == 403) {
            assertThat(reply.toString()).isEqualTo(DENIED);
        }
    }

    @Test
    void allLinesOfTheHeaderAreOneList() {
        assertThat(loginFrom("v4", "11.0.0.1", "10.1.2.3").status()).isEqualTo(200);
        assertThat(loginFrom("v4", "10.1.2.3", "11.0.0.1").status()).isEqualTo(403);
    }

    @Test
    void withoutTheHeaderThePeerIsTheClient() {
        assertThat(loginFrom("v4").toString()).isEqualTo(DENIED);
    }

    @ParameterizedTest
    @CsvSource({"nonsense", "10.1.2.3.4", "''", "10.1.2.3 10.1.2.4"})
    void anAddressThatCannotBeReadIsRefused(String forwarded) {
        assertThat(loginFrom("v4", forwarded).status()).isEqualTo(400);
    }

    @Test
    void aTokenIsGoodInsideItsNetworksOnly() {
        String token = loginFrom("v4", "10.1.2.3").token();

        assertThat(lookupFrom(token, "10.9.9.9").data().path("bound_cidrs").toString())
                .isEqualTo("[\"10.0.0.0/8\"]");
        assertThat(lookupFrom(token, "11.0.0.1").toString()).isEqualTo(DENIED);
        assertThat(lookupFrom(token).toString()).isEqualTo(DENIED);
        assertThat(lookupFrom(token, "10.9.9.9, 2001:db8::1").toString()).isEqualTo(DENIED);
        for (String path : List.of("renew-self", "revoke-self")) {
            assertThat(root.with(token)
                            .sendWith("POST", "auth/token/" + path, null, headers("11.0.0.1"))
                            .toString())
                    .isEqualTo(DENIED);
        }
        assertThat(lookupFrom(token, "10.9.9.9").status()).isEqualTo(200);
    }

    @Test
    void aTokenKeepsTheNetworksThatItWasMadeWith() {
        create("moved", "'token_bound_cidrs':'10.0.0.0/8'");
        String token = loginFrom("moved", "10.1.2.3").token();
        create("moved", "'token_bound_cidrs':'11.0.0.0/8'");

        assertThat(lookupFrom(token, "10.1.2.3").status()).isEqualTo(200);
        assertThat(lookupFrom(token, "11.0.0.1").status()).isEqualTo(403);
        assertThat(loginFrom("moved", "10.1.2.3").status()).isEqualTo(403);
    }

    @Test
    void aStrictlyBoundTokenIsGoodFromOneAddressInAnySpelling() {
        String token = loginFrom("strict", "2001:db8::5").token();

        assertThat(lookupFrom(token, "2001:DB8:0:0:0::5")
                        .data()
                        .path("bound_cidrs")
                        .toString())
                .isEqualTo("[\"2001:db8::5\"]");
        assertThat(lookupFrom(token, "2001:db8::6").toString()).isEqualTo(DENIED);
        assertThat(lookupFrom(token).toString()).isEqualTo(DENIED);
        String other = loginFrom("strict", "10.0.0.1").token();
        assertThat(lookupFrom(other, "::ffff:10.0.0.1").status()).isEqualTo(200);
        assertThat(lookupFrom(other, "10.0.0.2").status()).isEqualTo(403);
    }

    @Test
    void whoIsRefusedForHisAddressHearsItOnlyWithTheRightPassword() {
        Reply wrong = root.anonymous().sendWith("POST", "auth/p/login/v4", "{'password':'nope'}", headers("11.0.0.1"));

        assertThat(wrong.toString()).isEqualTo("400 {\"errors\":[\"invalid username or password\"]}\n");
    }

    @Test
    void whoIsNoProxyIsNotBelieved(Fleet usual) {
        ApiClient node = usual.node(0);
        node.post("sys/auth/unbelieved", "{'type':'userpass'}");
        node.post("auth/unbelieved/users/v4", "{'password_hash':'" + HASH + "','token_bound_cidrs':'10.0.0.0/8'}");

        assertThat(node.sendWith("POST", "auth/unbelieved/login/v4", "{'password':'U*U'}", FORWARDED, "10.1.2.3")
                        .toString())
                .isEqualTo(DENIED);
    }

    @Test
    void aClientOfTheSameLinkIsServed() throws Exception {
        Optional<InetAddress> link = linkLocal();
        assumeTrue(link.isPresent(), "no link-local address of IPv6 here");
        try (Fleet open = Fleet.start(1, EventLoop.shared(TestRedis.freshPrefix()), ClientAddressTest::everywhere);
                Socket socket = new Socket(
                        link.get(), URI.create(open.node(0).address()).getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET /v1/auth/token/lookup-self HTTP/1.1\r\nHost: portcullis\r\nX-Vault-Token: "
                                    + Fleet.ROOT + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                            .readLine())
                    .isEqualTo("HTTP/1.1 200 OK");
        }
    }

    private static ServerOptions everywhere(ServerOptions usual) {
        return Options.withListener(
                usual,
                ServerOptions.Listener.plain("::", 0).behind(usual.listener().forwardedFor()));
    }

    private static Optional<InetAddress> linkLocal() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet6Address && address.isLinkLocalAddress())
                .findFirst();
    }
}
