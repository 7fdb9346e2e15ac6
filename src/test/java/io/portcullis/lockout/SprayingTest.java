package io.portcullis.lockout;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.address.IpAddress;
import io.portcullis.control.View;
import io.portcullis.fault.Fault;
import io.portcullis.mount.MountEntry;
import io.portcullis.mount.Username;
import io.portcullis.seal.Purpose;
import io.portcullis.seal.Seal;
import io.portcullis.testing.EventLines;
import io.portcullis.testing.EventLoop;
import io.portcullis.testing.TestRedis;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who tries a password on very many names is told of, once (threats A7). */
class SprayingTest {

    private final EventLines lines = new EventLines();
    private LockoutNode node;
    private Spraying spraying;

    @BeforeEach
    void start() throws Throwable {
        node = LockoutNode.first(EventLoop.shared(TestRedis.freshPrefix()), LockoutMeter.NONE);
        spraying = new Spraying(LockoutRules.USUAL, node.redis, node.events);
    }

    @AfterEach
    void stop() {
        lines.close();
        node.close();
    }

    private void spray(int names, String... clients) throws Throwable {
        View view = node.view();
        MountEntry mount = node.mount();
        node.loop.run(() -> Future.all(IntStream.range(0, names)
                .mapToObj(i -> spraying.failed(
                        view,
                        mount,
                        new Username("name" + i),
                        IpAddress.parse(clients[i % clients.length]).orElseThrow()))
                .toList()));
    }

    private List<String> told() {
        return lines.with("kind=spraying", node.accessor);
    }

    @Test
    void manyNamesFromOneSourceAreOneEvent() throws Throwable {
        spray(Spraying.MANY_NAMES - 1, "203.0.113.9");
        spray(Spraying.MANY_NAMES - 1, "203.0.113.9");
        assertThat(told()).isEmpty();

        spray(5 * Spraying.MANY_NAMES, "203.0.113.9");

        assertThat(told()).hasSize(1);
        assertThat(told().get(0))
                .startsWith("WARN kind=spraying id=")
                .endsWith(" namespace=\"\" mount=\"auth/people/\" accessor=" + node.accessor
                        + " source=203.0.113.9/32 names=" + Spraying.MANY_NAMES);
    }

    @Test
    void sourcesAreToldApart() throws Throwable {
        spray(Spraying.MANY_NAMES, "203.0.113.9", "203.0.113.10");

        assertThat(told()).isEmpty();
    }

    @Test
    void addressesOfOneHostAreOneSource() throws Throwable {
        spray(Spraying.MANY_NAMES, "2001:db8::1", "2001:db8::2", "2001:db8::ffff:0:0:1");

        assertThat(told()).hasSize(1);
        assertThat(told().get(0)).contains(" source=2001:db8::/64 ");
    }

    private String admitted(Spraying limited, String client) throws Throwable {
        View view = node.view();
        MountEntry mount = node.mount();
        return node.loop.run(() -> limited.admit(
                        view, mount, IpAddress.parse(client).orElseThrow())
                .transform(done -> Future.succeededFuture(
                        done.succeeded()
                                ? "yes"
                                : ((Fault) done.cause()).status() + " "
                                        + ((Fault) done.cause()).retryAfter().isPresent())));
    }

    @Test
    void addressWithTooManyNamesIsRefusedWhereThereIsALimitAndNoOther() throws Throwable {
        Spraying limited = new Spraying(
                new LockoutRules(Optional.empty(), LockoutSettings.DEFAULT, false, true, 3), node.redis, node.events);
        spray(2, "203.0.113.9");
        assertThat(admitted(limited, "203.0.113.9")).isEqualTo("yes");

        spray(3, "203.0.113.9");

        assertThat(admitted(limited, "203.0.113.9")).isEqualTo("429 true");
        assertThat(admitted(limited, "203.0.113.10")).isEqualTo("yes");
        assertThat(admitted(spraying, "203.0.113.9")).isEqualTo("yes");
    }

    @Test
    void namesAndAddressesAreNotInRedis() throws Throwable {
        spray(3, "203.0.113.9");

        Seal seal = node.view().snapshot().seal();
        String key = node.keys.sprayed(seal.id(Purpose.SOURCE, node.accessor + " 203.0.113.9/32"));
        assertThat((List<?>) node.command("SMEMBERS", key))
                .hasSize(3)
                .allSatisfy(member -> assertThat(String.valueOf(member)).matches("-?[0-9]{10,}"));
        assertThat((Long) node.command("PTTL", key)).isBetween(1L, 600_000L);
    }
}
