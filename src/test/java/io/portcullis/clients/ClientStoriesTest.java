package io.portcullis.clients;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Stories through the clients that people have, unchanged: those of a login and of a lockout on one node and on three in turn, those
 * of policies and tokens and of namespaces and their lock on three. Libraries with much of their own tell a story of their own.
 */
@Tag("clients")
@Timeout(300)
class ClientStoriesTest {

    @ParameterizedTest(name = "{0} node(s)")
    @ValueSource(ints = {1, 3})
    void baoCommandLineLivesThroughTheStory(int nodes, @TempDir Path home) throws Exception {
        Optional<Path> program = BaoCommand.find();
        assumeTrue(program.isPresent(), "no bao program: name it in PORTCULLIS_BAO, or have it on the PATH");
        tell(nodes, new BaoCommand(program.get(), home));
    }

    @ParameterizedTest(name = "{0} node(s)")
    @ValueSource(ints = {1, 3})
    void hvacLivesThroughTheStory(int nodes) throws Exception {
        assumeTrue(Python.canImport("hvac"), "no hvac: name a Python that can import it in PORTCULLIS_PYTHON");
        tell(nodes, ProcessClient.start(List.of(Python.program(), "src/test/clients/hvac_client.py")));
    }

    @ParameterizedTest(name = "{0} node(s)")
    @ValueSource(ints = {1, 3})
    void springVaultLivesThroughTheStory(int nodes) throws Exception {
        tell(nodes, new SpringVaultClient());
    }

    @ParameterizedTest
    @ValueSource(strings = {"node_vault", "litehex"})
    void nodeLibraryLivesThroughTheStory(String library) throws Exception {
        tell(3, ProcessClient.start(ClientBuild.node(library)));
    }

    @Test
    @Timeout(900)
    void vaultrsLivesThroughTheStory() throws Exception {
        tell(3, ProcessClient.start(ClientBuild.vaultrs()));
    }

    @Test
    void vaultJavaDriverLivesThroughItsStory() throws Exception {
        try (TestFleet fleet = TestFleet.start(3)) {
            new VaultDriverStory(fleet.turn(), fresh("driver")).run();
        }
    }

    @Test
    void quarkusClientLivesThroughItsStory() {
        try (TestFleet fleet = TestFleet.start(3)) {
            new QuarkusStory(fleet.turn(), fresh("quarkus")).run();
        }
    }

    private static void tell(int nodes, LoginClient given) throws Exception {
        try (LoginClient client = given;
                TestFleet fleet = TestFleet.start(nodes)) {
            String mount = fresh("people");
            new LoginStory(client, fleet.turn(), mount).run();
            new LockoutStory(client, fleet.turn(), mount + "-3").run();
            if (nodes > 1) {
                new PermissionStory(client, fleet.turn(), mount + "-2").run();
                new NamespaceStory(client, fleet.turn(), mount.replace("people", "team")).run();
            }
        }
    }

    private static String fresh(String name) {
        return name + "-" + UUID.randomUUID().toString().substring(0, 8);
    }
}
