package io.portcullis.apilock;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.address.IpAddress;
import io.portcullis.namespace.NamespaceLock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who still knocks at locked namespaces. */
class KnocksTest {

    private final List<String> metered = new ArrayList<>();
    private final Knocks knocks = new Knocks(new ApiLockMeter() {
        @Override
        public void count(Happening happening) {
            throw new AssertionError("nothing happened to the lock itself");
        }

        @Override
        public void refused(String namespacePath) {
            synchronized (metered) {
                metered.add(namespacePath);
            }
        }
    });

    private static NamespaceLock lock(String id, String path) {
        return new NamespaceLock(
                id, path, "hash", Instant.EPOCH, null, "", new NamespaceLock.Actor("accessor", "name", "address"));
    }

    private void refuse(NamespaceLock lock, String address, int times) {
        IpAddress client = IpAddress.parse(address).orElseThrow();
        for (int i = 0; i < times; i++) {
            knocks.refused(lock, client);
        }
    }

    @Test
    void eachLockHasALineWithThoseWhoAskedMost() {
        refuse(lock("one", "a/"), "10.0.0.1", 3);
        for (int i = 2; i < 9; i++) {
            refuse(lock("one", "a/"), "10.0.0." + i, i);
        }
        refuse(lock("two", "b/c/"), "2001:db8::1", 1);

        assertThat(knocks.lines())
                .containsExactlyInAnyOrder(
                        "kind=namespace_refused id=one namespace=\"a/\" requests=38 sources=8"
                                + " most=10.0.0.8=8,10.0.0.7=7,10.0.0.6=6,10.0.0.5=5,10.0.0.4=4",
                        "kind=namespace_refused id=two namespace=\"b/c/\" requests=1 sources=1 most=2001:db8::1=1");
        assertThat(knocks.lines()).isEmpty();
        assertThat(metered).hasSize(39);
    }

    @Test
    void addressesAreBoundedAndRequestsAreNot() {
        NamespaceLock lock = lock("one", "a/");
        for (int i = 0; i < 2 * Knocks.MOST_SOURCES; i++) {
            refuse(lock, "10.0." + i / 250 + "." + i % 250, 1);
        }

        assertThat(knocks.lines().get(0))
                .contains(" requests=" + 2 * Knocks.MOST_SOURCES + " ")
                .contains(" sources=" + Knocks.MOST_SOURCES + "+ ");
    }

    @Test
    void manyThreadsAreCountedTogether() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                running.add(threads.submit(() -> refuse(lock("one", "a/"), "10.0.0.1", 1_000)));
            }
            for (Future<?> each : running) {
                each.get(30, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(knocks.lines())
                .containsExactly(
                        "kind=namespace_refused id=one namespace=\"a/\" requests=4000 sources=1 most=10.0.0.1=4000");
    }
}
