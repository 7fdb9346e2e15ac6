package io.portcullis.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.lockout.LockoutMeter;
import io.portcullis.lockout.LockoutMeter.Happening;
import io.portcullis.redis.RedisMeter;
import io.portcullis.redis.RedisMeter.Connection;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private final Metrics metrics = new Metrics();

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void connectionsOfAllEventLoopsAreCountedTogether() {
        RedisMeter one = metrics.redis();
        RedisMeter other = metrics.redis();

        one.connection(Connection.OPENED);
        one.connection(Connection.OPENED);
        other.connection(Connection.OPENED);
        other.connection(Connection.FAILED);
        one.connection(Connection.LOST);
        other.connection(Connection.CLOSED);

        assertThat(metrics.scrape().lines())
                .contains(
                        "portcullis_redis_connections 1.0",
                        "portcullis_redis_connections_lost_total 1.0",
                        "portcullis_redis_connections_failed_total 1.0");
    }

    @Test
    void theVersionOfRedisIsReplacedAndNeverAnythingElse() {
        metrics.redisVersion("7.2.11");
        metrics.redisVersion("7.4.6");

        assertThat(metrics.scrape())
                .contains("portcullis_redis_info{version=\"7.4.6\"} 1")
                .doesNotContain("7.2.11");

        metrics.redisVersion("canary\"");

        assertThat(metrics.scrape())
                .contains("portcullis_redis_info{version=\"other\"} 1")
                .doesNotContain("canary");
    }

    @Test
    void seriesThatComeAndGoDoNotSpoilAScrape() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService others = Executors.newFixedThreadPool(2);
        try {
            Future<?> sweeping = others.submit(() -> {
                for (long i = 0; !over.get(); i++) {
                    metrics.lockout().phantoms(Map.of("auth_userpass_00000001", i));
                    metrics.redisVersion("7.2." + i % 9);
                }
            });
            Future<?> scraping = others.submit(() -> {
                while (!over.get()) {
                    metrics.scrape();
                }
            });
            for (int i = 0; i < 200; i++) {
                assertThat(metrics.scrape()).contains("portcullis_ready");
            }
            over.set(true);
            sweeping.get(10, TimeUnit.SECONDS);
            scraping.get(10, TimeUnit.SECONDS);
        } finally {
            others.shutdownNow();
        }
    }

    @Test
    void whatBecomesOfLocksIsCountedByMount() {
        LockoutMeter meter = metrics.lockout();

        meter.count("auth_userpass_1", Happening.FAILED);
        meter.count("auth_userpass_1", Happening.FAILED);
        meter.count("auth_userpass_1", Happening.LOCKED);
        meter.count("auth_userpass_2", Happening.REFUSED);

        assertThat(metrics.scrape().lines())
                .contains(
                        "portcullis_lockout_failures_total{mount_accessor=\"auth_userpass_1\"} 2.0",
                        "portcullis_lockout_locks_total{mount_accessor=\"auth_userpass_1\"} 1.0",
                        "portcullis_lockout_refused_total{mount_accessor=\"auth_userpass_1\"} 0.0",
                        "portcullis_lockout_refused_total{mount_accessor=\"auth_userpass_2\"} 1.0",
                        "portcullis_lockout_unlocks_total{mount_accessor=\"auth_userpass_2\"} 0.0",
                        "portcullis_lockout_expired_total{mount_accessor=\"auth_userpass_2\"} 0.0",
                        "portcullis_lockout_spraying_total{mount_accessor=\"auth_userpass_2\"} 0.0");
    }

    @Test
    void mountsBeyondANumberAreCountedTogether() {
        for (int i = 0; i < LockoutMetrics.MOST_MOUNTS + 2; i++) {
            metrics.lockout().count("auth_userpass_" + i, Happening.FAILED);
        }

        assertThat(metrics.scrape().lines().filter(line -> line.startsWith("portcullis_lockout_failures_total{")))
                .hasSize(LockoutMetrics.MOST_MOUNTS + 1)
                .contains("portcullis_lockout_failures_total{mount_accessor=\"other\"} 2.0");
    }

    @Test
    void unknownNamesAreThoseOfTheLastPass() {
        metrics.lockout().phantoms(Map.of("auth_userpass_1", 3L));
        assertThat(metrics.scrape()).contains("portcullis_lockout_unknown_names{mount_accessor=\"auth_userpass_1\"} 3");

        metrics.lockout().phantoms(Map.of());
        assertThat(metrics.scrape()).doesNotContain("portcullis_lockout_unknown_names{");
    }

    @Test
    void lockedUsersAreANumberOrNone() {
        assertThat(metrics.scrape().lines()).contains("vault_core_locked_users NaN");

        metrics.lockedUsers(1_000_000);

        assertThat(metrics.scrape().lines()).contains("vault_core_locked_users 1000000.0");
    }

    @Test
    void readinessTellsClosedStoresFromOtherTrouble() {
        metrics.readiness("storage");
        assertThat(metrics.scrape().lines()).contains("portcullis_ready 0.0", "portcullis_sealed 0.0");

        metrics.readiness("uninitialised");
        assertThat(metrics.scrape().lines()).contains("portcullis_ready 0.0", "portcullis_sealed 1.0");

        metrics.readiness("ready");
        assertThat(metrics.scrape().lines()).contains("portcullis_ready 1.0", "portcullis_sealed 0.0");
    }
}
