package io.portcullis.clients;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Stories through the clients that people have, unchanged: that of a login on one node and on three in turn, those of policies and
 * tokens and of namespaces on three.
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
        assumeTrue(HvacClient.canImport("hvac"), "no hvac: name a Python that can import it in PORTCULLIS_PYTHON");
        try (HvacClient hvac = HvacClient.start()) {
            tell(nodes, hvac);
        }
    }

    @ParameterizedTest(name = "{0} node(s)")
    @ValueSource(ints = {1, 3})
    void springVaultLivesThroughTheStory(int nodes) throws Exception {
        tell(nodes, new SpringVaultClient());
    }

    private static void tell(int nodes, LoginClient client) throws Exception {
        try (TestFleet fleet = TestFleet.start(nodes)) {
            String mount = "people-" + UUID.randomUUID().toString().substring(0, 8);
            new LoginStory(client, fleet.turn(), mount).run();
            if (nodes > 1) {
                new PermissionStory(client, fleet.turn(), mount + "-2").run();
                new NamespaceStory(client, fleet.turn(), mount.replace("people", "team")).run();
            }
        }
    }
}
