package io.portcullis.testing;

import io.portcullis.redis.RedisGateway;
import io.portcullis.redis.RedisSettings;
import io.portcullis.redis.Reply;
import io.portcullis.redis.Script;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Runs one Lua script against the Redis of the suite, below a prefix of its own. */
public final class ScriptRunner implements AutoCloseable {

    private final EventLoop loop = new EventLoop();
    private final RedisSettings settings = EventLoop.shared(TestRedis.freshPrefix());
    private final RedisGateway redis = loop.gateway(settings);
    private final Script script;

    /** A runner of the script of this name beside a class, after what it has in common with others. */
    public ScriptRunner(Class<?> owner, String name, Script... libraries) {
        this.script = Script.of(owner, name, libraries);
    }

    /** A key below the prefix, in one slot with all others of this runner. */
    public String key(String name) {
        return settings.keys().prefix() + "{one}:" + name;
    }

    /** Runs it and waits for the reply. */
    public Reply run(List<String> keys, Object... arguments) throws Throwable {
        return loop.run(() -> redis.eval(script, keys, List.of(arguments)));
    }

    /** Runs it many times at once. */
    public List<Reply> runTogether(int times, List<String> keys, Object... arguments) throws Throwable {
        return loop.run(() -> {
            List<Future<Reply>> replies = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                replies.add(redis.eval(script, keys, List.of(arguments)));
            }
            return Future.all(replies)
                    .map(all -> replies.stream().map(Future::result).toList());
        });
    }

    /** One other command. */
    public Object command(String... words) throws Exception {
        return TestRedis.shared().command(words);
    }

    /** Now, by the clock of Redis, in ms since 1970. */
    public long now() throws Throwable {
        Instant now = loop.run(() -> redis.time(key("any")));
        return now.toEpochMilli();
    }

    /** How long a key has left; negative as {@code PTTL} has it. */
    public Duration left(String key) throws Exception {
        return Duration.ofMillis((Long) command("PTTL", key));
    }

    @Override
    public void close() {
        loop.close();
    }
}
