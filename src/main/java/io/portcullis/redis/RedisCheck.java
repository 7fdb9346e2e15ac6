package io.portcullis.redis;

import io.portcullis.fault.Fault;
import io.vertx.core.Future;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a Redis is one that we can rely on: version 6.2 or later, and never evicting what it has no room for. */
public final class RedisCheck {

    private static final Logger LOG = LoggerFactory.getLogger(RedisCheck.class);
    private static final Pattern OLD = Pattern.compile("([0-5]|6\\.[01])\\..*");

    private final RedisGateway redis;

    /** A check through the given gateway. */
    public RedisCheck(RedisGateway redis) {
        this.redis = redis;
    }

    /** Fails with a fault that says what is wrong. */
    public Future<Void> check() {
        return version()
                .compose(version -> info("memory").map(memory -> {
                    judge(version, memory.getOrDefault("maxmemory_policy", ""));
                    return null;
                }));
    }

    /** The version that it says it has; empty if it says none. */
    public Future<String> version() {
        return info("server").map(server -> server.getOrDefault("redis_version", ""));
    }

    private static void judge(String version, String policy) {
        if (version.isEmpty() || OLD.matcher(version).matches()) {
            throw Fault.unavailable("Redis must be 6.2 or later, not " + version);
        }
        if (!policy.equals("noeviction")) {
            throw Fault.unavailable("Redis must have maxmemory-policy noeviction, not " + policy
                    + ": evicting would drop locks and revocations");
        }
        LOG.info("Redis {}", version);
    }

    private Future<Map<String, String>> info(String section) {
        return redis.command("INFO", section)
                .map(reply -> reply.text()
                        .lines()
                        .filter(line -> line.indexOf(':') > 0)
                        .collect(Collectors.toMap(
                                line -> line.substring(0, line.indexOf(':')),
                                line -> line.substring(line.indexOf(':') + 1).strip(),
                                (first, second) -> first)));
    }
}
