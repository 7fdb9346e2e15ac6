package io.portcullis.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.fault.Fault;
import io.portcullis.testing.EventLoop;
import io.portcullis.testing.OwnRedis;
import io.portcullis.testing.TestRedis;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisCheckTest {

    private final EventLoop loop = new EventLoop();

    @AfterEach
    void close() {
        loop.close();
    }

    private void check(String address) throws Throwable {
        RedisGateway redis = loop.gateway(RedisSettings.standalone(address));
        loop.run(() -> new RedisCheck(redis).check());
    }

    @Test
    @Tag("single-redis")
    void aRedisThatEvictsIsRefused() throws Throwable {
        try (OwnRedis redis = TestRedis.own()) {
            check(redis.productAddress());
            for (String policy : List.of("allkeys-lru", "volatile-ttl", "volatile-lru", "allkeys-random")) {
                redis.command("CONFIG", "SET", "maxmemory-policy", policy);
                assertThatThrownBy(() -> check(redis.productAddress())).isInstanceOfSatisfying(Fault.class, fault -> {
                    assertThat(fault.status()).isEqualTo(503);
                    assertThat(fault.getCause()).hasMessageContaining("noeviction");
                });
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.8.0", "5.0.14", "6.0.16", "6.1.241", ""})
    void aRedisThatIsTooOldIsRefused(String version) throws Exception {
        try (Impostor redis = new Impostor("redis_version:" + version + "\r\nmaxmemory_policy:noeviction\r\n")) {
            assertThatThrownBy(() -> check(redis.address()))
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.getCause()).hasMessageContaining("6.2 or later"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.2.0", "6.2.11", "7.0.15", "8.2.2", "10.0.1", "60.0.0"})
    void aRedisOfTheFloorOrNewerIsGood(String version) throws Exception {
        try (Impostor redis = new Impostor("redis_version:" + version + "\r\nmaxmemory_policy:noeviction\r\n")) {
            assertThatCode(() -> check(redis.address())).doesNotThrowAnyException();
        }
    }

    @Test
    void aRedisThatDoesNotTellIsRefused() throws Exception {
        try (Impostor redis = new Impostor("nonsense")) {
            assertThatThrownBy(() -> check(redis.address())).isInstanceOf(Fault.class);
        }
    }

    /** A primary that answers every question with one text. */
    private static final class Impostor implements AutoCloseable {
        private static final byte[] WELCOME = "*0\r\n".getBytes(StandardCharsets.US_ASCII);
        private static final byte[] PRIMARY = "*3\r\n$6\r\nmaster\r\n:0\r\n*0\r\n".getBytes(StandardCharsets.US_ASCII);

        private final ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private final byte[] answer;

        Impostor(String text) throws IOException {
            this.answer = ("$" + text.length() + "\r\n" + text + "\r\n").getBytes(StandardCharsets.US_ASCII);
            Thread thread = new Thread(this::serve, "impostor");
            thread.setDaemon(true);
            thread.start();
        }

        String address() {
            return "redis://127.0.0.1:" + listening.getLocalPort();
        }

        private void serve() {
            try (Socket client = listening.accept()) {
                InputStream in = client.getInputStream();
                byte[] command = new byte[1_024];
                for (int length = in.read(command); length > 0; length = in.read(command)) {
                    String asked = new String(command, 0, length, StandardCharsets.US_ASCII).toUpperCase(Locale.ROOT);
                    client.getOutputStream()
                            .write(asked.contains("HELLO") ? WELCOME : asked.contains("ROLE") ? PRIMARY : answer);
                }
            } catch (IOException ended) {
                // The test is over.
            }
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }
}
