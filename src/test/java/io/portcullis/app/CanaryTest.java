package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.EventLines;
import io.portcullis.testing.EventLoop;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.OwnRedis;
import io.portcullis.testing.RespClient;
import io.portcullis.testing.TestRedis;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Unique secrets in every place where one can be sent, and then a search for them: invariant S1, threats R8 and J1. */
@Tag("single-redis")
class CanaryTest {

    private static OwnRedis redis;
    private static Fleet fleet;
    private static ApiClient root;
    private static final Log LOG = new Log();

    /** Events go their own way. */
    private static final List<String> LOGGERS = List.of(org.slf4j.Logger.ROOT_LOGGER_NAME, EventLines.LOGGER);

    private final List<String> canaries = new ArrayList<>(List.of(Fleet.ROOT));

    /** Everything that is logged, with the causes. */
    private static final class Log extends AppenderBase<ILoggingEvent> {
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage());
            for (IThrowableProxy cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
                lines.add(cause.getClassName() + ": " + cause.getMessage());
            }
        }
    }

    @BeforeAll
    static void start() throws Exception {
        LOG.start();
        LOGGERS.forEach(name -> ((Logger) LoggerFactory.getLogger(name)).addAppender(LOG));
        redis = TestRedis.own();
        fleet = Fleet.start(2, EventLoop.settings(List.of(redis.productAddress()), false, "pc:"));
        root = fleet.node(0);
        root.post("sys/auth/people", "{'type':'userpass'}");
    }

    @AfterAll
    static void stop() {
        fleet.close();
        redis.close();
        LOGGERS.forEach(name -> ((Logger) LoggerFactory.getLogger(name)).detachAppender(LOG));
        LOG.stop();
    }

    private String canary() {
        return kept("c" + UUID.randomUUID().toString().replace("-", ""));
    }

    private String kept(String secret) {
        canaries.add(secret);
        return secret;
    }

    @Test
    void noSecretThatWasEverSentIsInRedisOrInTheLog() throws Exception {
        String password = canary();
        root.post("auth/people/users/ada", "{'password':'" + password + "','token_num_uses':9}");
        String hash = kept(Hashes.of(canary()));
        root.post("auth/people/users/bob", "{'password_hash':'" + hash + "'}");
        ApiClient.Reply login = root.login("people", "ada", password);
        String token = kept(login.token());
        assertThat(token).startsWith("s.");
        fleet.node(1).with(token).post("auth/token/renew-self", null);
        fleet.node(1).with(token).get("auth/token/lookup-self");
        kept(root.login("people", "ada", password).token());
        root.login("people", "ada", canary());
        root.login("people", "nobody", canary());
        // People type their password where the name is due.
        root.login("people", canary(), canary());
        root.login("people", "C" + canary().toUpperCase(java.util.Locale.ROOT), canary());
        root.login(canary(), canary(), canary());
        root.get("auth/people/users/" + canary());
        root.delete("auth/people/users/" + canary());
        root.with(canary()).get("auth/token/lookup-self");
        root.with("s." + canary()).post("sys/auth/x", "{'type':'userpass','description':'" + canary() + "'}");
        root.post("auth/people/users/ada/password", "{'password':'" + canary() + "'}");
        root.post("auth/people/users/bob/password", "{'password_hash':'" + kept(Hashes.of(canary())) + "'}");
        root.post("auth/people/users/bob/password", "{'password_hash':'" + kept("$2a$99$" + canary()) + "'}");
        malformed(canary()).forEach(body -> {
            assertThat(root.post("auth/people/login/ada", body).body()).doesNotContain(canaries);
            assertThat(root.post("auth/people/users/ada", body).body()).doesNotContain(canaries);
            assertThat(root.post("auth/people/users/ada/password", body).body()).doesNotContain(canaries);
        });
        root.anonymous().post("auth/people/login/ada?password=" + canary(), null);
        kept(tamperedLogin());

        assertThat(LOG.lines).as("something was logged").anyMatch(line -> line.contains("answered 503"));
        assertSearched("the log", List.copyOf(LOG.lines));
        List<String> stored = dump();
        assertThat(stored).as("the dump holds what is no secret").contains("ada");
        assertSearched("Redis", stored);
    }

    /** A login whose record was spoilt: what 503 leaves in the log. */
    private String tamperedLogin() throws Exception {
        String password = canary();
        root.post("auth/people/users/cy", "{'password_hash':'" + kept(Hashes.of(password)) + "'}");
        for (String key : strings(redis.command("KEYS", "pc:{auth_userpass_*}:users"))) {
            if (redis.command("HGET", key, "cy") != null) {
                redis.command("HSET", key, "cy", "spoilt");
            }
        }
        assertThat(root.login("people", "cy", password).status()).isEqualTo(503);
        return password;
    }

    private static List<String> malformed(String secret) {
        return List.of(
                "{'password':'" + secret,
                "{'password':'" + secret + "' 'x'}",
                "{'password':'" + secret + "','password':'" + secret + "'}",
                "{'password':['" + secret + "']}",
                "{'password':{'a':'" + secret + "'}}",
                "{'password':'" + secret + "\\ud800'}",
                "{'password':'" + secret + "\\q'}",
                "{'password':'" + secret + "\u0001'}",
                "{'password_hash':'" + secret + "'}",
                "{'password_hash':['" + secret + "']}",
                "{'password':'" + secret + "','token_ttl':'x'}",
                "{'password':'" + secret + "','token_type':[{'a':'b'}]}",
                secret,
                "'" + secret + "'",
                "['" + secret + "']",
                "{'" + secret + "':1",
                "password=" + secret);
    }

    private void assertSearched(String where, List<String> texts) throws Exception {
        for (String canary : canaries) {
            for (String form : forms(canary)) {
                assertThat(texts.stream()
                                .filter(text -> text.toLowerCase(java.util.Locale.ROOT)
                                        .contains(form.toLowerCase(java.util.Locale.ROOT))))
                        .as(where + " holds " + form)
                        .isEmpty();
            }
        }
    }

    /** A secret as it is, and in the ways in which it could be there without being hidden. */
    private static List<String> forms(String secret) throws Exception {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
        byte[] sha1 = MessageDigest.getInstance("SHA-1").digest(bytes);
        return Stream.of(
                        secret,
                        HexFormat.of().formatHex(bytes),
                        HexFormat.of().formatHex(digest),
                        HexFormat.of().formatHex(sha1),
                        Base64.getEncoder().withoutPadding().encodeToString(bytes),
                        Base64.getEncoder().withoutPadding().encodeToString(digest),
                        Base64.getUrlEncoder().withoutPadding().encodeToString(digest))
                .toList();
    }

    /** All keys and values of every type. */
    private static List<String> dump() throws Exception {
        List<String> all = new ArrayList<>();
        try (RespClient client = RespClient.connect(redis.address())) {
            for (String key : strings(client.command("KEYS", "*"))) {
                all.add(key);
                String type = String.valueOf(client.command("TYPE", key));
                flatten(
                        switch (type) {
                            case "string" -> client.command("GET", key);
                            case "hash" -> client.command("HGETALL", key);
                            case "set" -> client.command("SMEMBERS", key);
                            case "list" -> client.command("LRANGE", key, "0", "-1");
                            case "zset" -> client.command("ZRANGE", key, "0", "-1");
                            case "stream" -> client.command("XRANGE", key, "-", "+");
                            default -> throw new AssertionError("a key of type " + type);
                        },
                        all);
            }
        }
        return all;
    }

    private static void flatten(Object reply, List<String> all) {
        if (reply instanceof List<?> list) {
            list.forEach(each -> flatten(each, all));
        } else {
            all.add(String.valueOf(reply));
        }
    }

    private static List<String> strings(Object reply) {
        return ((List<?>) reply).stream().map(String::valueOf).toList();
    }
}
