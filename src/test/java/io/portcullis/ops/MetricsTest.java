package io.portcullis.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.redis.RedisMeter;
import io.portcullis.redis.RedisMeter.Connection;
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
    void readinessTellsClosedStoresFromOtherTrouble() {
        metrics.readiness("storage");
        assertThat(metrics.scrape().lines()).contains("portcullis_ready 0.0", "portcullis_sealed 0.0");

        metrics.readiness("uninitialised");
        assertThat(metrics.scrape().lines()).contains("portcullis_ready 0.0", "portcullis_sealed 1.0");

        metrics.readiness("ready");
        assertThat(metrics.scrape().lines()).contains("portcullis_ready 1.0", "portcullis_sealed 0.0");
    }
}
