package io.portcullis.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.password.HashingSettings;
import io.portcullis.password.PasswordHash;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.Options;
import io.portcullis.testing.Poll;
import io.portcullis.testing.SharedFleet;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of guesses that come faster than a node can check them, and of honest logins meanwhile (threats A8, W5). */
@ExtendWith(SharedFleet.class)
class FloodTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int GUESSES = 60;

    /** A node with one worker that lets so much wait. */
    private static Fleet node(Fleet beside, Duration queueTarget) {
        HashingSettings hashing = new HashingSettings(1, 1, queueTarget, PasswordHash.DEFAULT_COST, false);
        return Fleet.start(1, beside.redis(), usual -> Options.withOps(Options.withHashing(usual, hashing)));
    }

    /** Where nobody is locked out, so that every guess is worth a hash. */
    private static void makeUser(ApiClient root, String mount) {
        root.post("sys/auth/" + mount, "{'type':'userpass'}");
        root.post("sys/auth/" + mount + "/tune", "{'user_lockout_config':{'lockout_disable':true}}");
        assertThat(root.post("auth/" + mount + "/users/ada", "{'password':'right'}")
                        .status())
                .isEqualTo(204);
    }

    @Test
    void guessesWhoseClientsHaveGoneAreNotHashed(Fleet beside) throws Exception {
        try (Fleet fleet = node(beside, Duration.ofSeconds(30))) {
            ApiClient root = fleet.node(0);
            makeUser(root, "gone-away");
            double hashedBefore = hashed(fleet);

            List<Socket> guessers = new ArrayList<>();
            for (int i = 0; i < GUESSES; i++) {
                guessers.add(askAndDoNotRead(root, "gone-away"));
            }
            for (Socket guesser : guessers) {
                guesser.close();
            }

            Poll.until(PATIENCE, () -> hashed(fleet) - hashedBefore + refused(fleet, "abandoned") == GUESSES);
            assertThat(refused(fleet, "abandoned")).isGreaterThan(GUESSES / 2.0);
            assertThat(root.login("gone-away", "ada", "right").status()).isEqualTo(200);
        }
    }

    @Test
    void tooMuchIsRefusedAlikeForNamesThatExistAndNotAndOtherTenantsLogIn(Fleet beside) throws Exception {
        try (Fleet fleet = node(beside, Duration.ofMillis(400))) {
            ApiClient root = fleet.node(0);
            root.post("sys/namespaces/crowd", null);
            root.post("sys/namespaces/quiet", null);
            makeUser(root.in("crowd"), "flooded");
            makeUser(root.in("quiet"), "calm");

            List<CompletableFuture<ApiClient.Reply>> known = new ArrayList<>();
            List<CompletableFuture<ApiClient.Reply>> unknown = new ArrayList<>();
            for (int i = 0; i < GUESSES; i++) {
                known.add(guess(root, "ada"));
                unknown.add(guess(root, "eve"));
            }
            ApiClient.Reply honest =
                    root.anonymous().in("quiet").send("POST", "auth/calm/login/ada", "{'password':'right'}");

            assertThat(honest.status()).isEqualTo(200);
            // Which of them get through is chance: on a busy machine those of one name may all be refused.
            Set<String> either =
                    Set.of("503 too many logins are waiting for a password check", "400 invalid username or password");
            assertThat(either).containsAll(answers(known)).containsAll(answers(unknown));
            assertThat(known)
                    .map(CompletableFuture::get)
                    .filteredOn(each -> each.status() == 503)
                    .allSatisfy(each -> assertThat(each.http()
                                    .headers()
                                    .firstValueAsLong("Retry-After")
                                    .orElseThrow())
                            .isBetween(1L, 30L));
            assertThat(refused(fleet, "shed") + refused(fleet, "pushed-out") + refused(fleet, "late"))
                    .isGreaterThan(GUESSES / 2.0);
        }
    }

    private static CompletableFuture<ApiClient.Reply> guess(ApiClient root, String name) {
        return root.anonymous().in("crowd").sendAsync("POST", "auth/flooded/login/" + name, "{'password':'wrong'}");
    }

    /** The different answers: status and message. */
    private static Set<String> answers(List<CompletableFuture<ApiClient.Reply>> replies) {
        return replies.stream()
                .map(reply ->
                        reply.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join())
                .map(reply -> reply.status() + " " + reply.error())
                .collect(Collectors.toSet());
    }

    /** A client that has asked and does not read. */
    private static Socket askAndDoNotRead(ApiClient node, String mount) throws IOException {
        URI address = URI.create(node.address());
        String body = "{\"password\":\"wrong\"}";
        Socket socket = new Socket(address.getHost(), address.getPort());
        socket.getOutputStream()
                .write(("POST /v1/auth/" + mount + "/login/ada HTTP/1.1\r\nHost: " + address.getAuthority()
                                + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                        .getBytes(US_ASCII));
        return socket;
    }

    private static double hashed(Fleet fleet) {
        return fleet.measured(0, "portcullis_hashing_service_seconds_count");
    }

    private static double refused(Fleet fleet, String reason) {
        return fleet.measured(0, "portcullis_hashing_refused_total{reason=\"" + reason + "\"}");
    }
}
