package io.portcullis.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.dev.DevRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the user of {@code conf/redis.acl} may not do (threats R3): the guard of what no cryptography prevents. */
class AccessListTest {

    private static OwnRedis redis;

    @BeforeAll
    static void start() throws IOException {
        redis = TestRedis.own();
        redis.command("SET", "pc:here", "1");
        redis.command("SET", "elsewhere", "1");
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DUMP pc:here",
                "RESTORE pc:new 0 x",
                "RENAME pc:here pc:there",
                "COPY pc:here pc:there",
                "MIGRATE 127.0.0.1 1 pc:here 0 1000",
                "MOVE pc:here 1",
                "FLUSHALL",
                "FLUSHDB",
                "SWAPDB 0 1",
                "KEYS *",
                "RANDOMKEY",
                "CONFIG GET maxmemory",
                "CONFIG SET maxmemory-policy allkeys-lru",
                "ACL LIST",
                "ACL SETUSER portcullis +@all",
                "SCRIPT FLUSH",
                "CLIENT LIST",
                "CLIENT KILL TYPE normal",
                "MONITOR",
                "SHUTDOWN NOSAVE",
                "REPLICAOF NO ONE",
                "MODULE LIST",
                "CLUSTER NODES",
                "PUBLISH pc:channel x",
                "SUBSCRIBE pc:channel",
                "EVAL return(redis.call('FLUSHALL')) 0",
                "EVAL return(redis.call('RENAME',KEYS[1],KEYS[1])) 1 pc:here"
            })
    void isNotAllowed(String command) throws IOException {
        try (RespClient user = RespClient.connect(redis.productAddress())) {
            assertThatThrownBy(() -> user.command(command.split(" ")))
                    .isInstanceOf(RespClient.ErrorReply.class)
                    .message()
                    .containsAnyOf("NOPERM", "ACL failure", "can't run this command");
        }
    }

    @Test
    void keysOfOthersAreOutOfReach() throws IOException {
        try (RespClient user = RespClient.connect(redis.productAddress())) {
            assertThat(user.command("GET", "pc:here")).isEqualTo("1");
            for (String command : List.of("GET elsewhere", "SET elsewhere 2", "EVAL return(1) 1 elsewhere")) {
                assertThatThrownBy(() -> user.command(command.split(" "))).hasMessageContaining("NOPERM");
            }
        }
    }

    @Test
    void theFileIsOneThatRedisReadsAndLetsNobodyInAsItIsShipped(@TempDir Path folder) throws IOException {
        String shipped = Files.readString(Path.of("conf", "redis.acl"));
        Path file = Files.writeString(
                folder.resolve("users.acl"),
                shipped.replace(
                        "user default off ~pc:* resetchannels -@all +@write +select",
                        "user default on >pw ~* &* +@all"));
        try (DevRedis started = DevRedis.start(OwnRedis.HOME, 0, "pw", List.of("aclfile \"" + file + "\""));
                RespClient client = RespClient.connect(started.connectionString())) {
            assertThat((List<?>) client.command("ACL", "LIST")).hasSize(3);
            for (String user : List.of("portcullis", "admin")) {
                assertThatThrownBy(() -> client.command("AUTH", user, "")).hasMessageContaining("WRONGPASS");
            }
        }
    }
}
