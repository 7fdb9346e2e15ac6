package io.portcullis.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TestRedisTest {

    @Test
    void sharedRedisIsTheSameForAllAndPrefixesDiffer() throws Exception {
        String key = TestRedis.freshPrefix() + "key";
        TestRedis.shared().command("SET", key, "v\u00e4lue");
        assertThat(TestRedis.shared().command("STRLEN", key)).isEqualTo(6L);
        assertThat(TestRedis.shared().command("GET", TestRedis.freshPrefix() + "key"))
                .isNull();
        assertThat(TestRedis.shared()).isSameAs(TestRedis.shared());
    }

    @Test
    void pausedRedisAnswersNothingUntilItIsResumed() throws Exception {
        try (OwnRedis redis = TestRedis.own();
                RespClient client = RespClient.connect(redis.address(), Duration.ofMillis(200))) {
            redis.pause();
            assertThatThrownBy(() -> client.command("PING")).isInstanceOf(SocketTimeoutException.class);
            redis.resume();
            assertThat(redis.command("PING")).isEqualTo("PONG");
        }
    }

    @Test
    void killedRedisComesBackAtItsAddressWithItsData() throws Exception {
        try (OwnRedis redis = TestRedis.own()) {
            String address = redis.address();
            redis.command("SET", "key", "value");

            redis.kill();
            assertThatThrownBy(() -> redis.command("PING")).isInstanceOf(IOException.class);
            redis.restart();

            assertThat(redis.address()).isEqualTo(address);
            assertThat(redis.command("GET", "key")).isEqualTo("value");
        }
    }

    @Test
    void killedRedisForgetsWhenToldTo() throws Exception {
        try (OwnRedis redis = TestRedis.own()) {
            redis.command("SET", "key", "value");
            redis.pause();
            redis.kill();
            redis.forget();
            redis.restart();
            assertThat(redis.command("DBSIZE")).isEqualTo(0L);
        }
    }

    @Test
    void clusterSpreadsKeysOverItsNodesAndServesThemAll() throws Exception {
        try (TestCluster cluster = TestCluster.start()) {
            for (int i = 0; i < 30; i++) {
                cluster.command("SET", "key" + i, "value" + i);
            }
            for (int i = 0; i < 30; i++) {
                assertThat(cluster.command("GET", "key" + i)).isEqualTo("value" + i);
            }
            for (OwnRedis node : cluster.nodes()) {
                assertThat((Long) node.command("DBSIZE")).isPositive();
            }
        }
    }

    @Test
    void errorsOfRedisAreThrownWithTheirText() {
        assertThatThrownBy(() -> TestRedis.shared().command("NONSENSE"))
                .isInstanceOf(RespClient.ErrorReply.class)
                .hasMessageContaining("unknown command");
    }
}
