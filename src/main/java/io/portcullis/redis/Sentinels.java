package io.portcullis.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The sentinels, asked for the primary: all at once, so that one that is cut off neither delays nor decides. */
record Sentinels(RedisClients clients) {

    /**
     * The address that most of them name; fails if nobody names one within half the deadline of a command.
     */
    Future<String> primary() {
        List<Future<String>> answers =
                clients.settings().addresses().stream().map(this::ask).toList();
        return Future.join(answers)
                .otherwiseEmpty()
                .map(all -> mostNamed(answers.stream()
                        .filter(Future::succeeded)
                        .map(Future::result)
                        .toList()));
    }

    private Future<String> ask(String sentinel) {
        RedisSettings settings = clients.settings();
        Redis client = clients.sentinel(sentinel);
        return client.connect()
                .compose(connection -> connection.send(Request.cmd(Command.SENTINEL)
                        .arg("get-master-addr-by-name")
                        .arg(settings.access().sentinelMaster())))
                .map(this::address)
                .timeout(Math.max(1, settings.deadline().toMillis() / 2), TimeUnit.MILLISECONDS)
                .eventually(client::close);
    }

    private String address(Response hostAndPort) {
        if (hostAndPort == null) {
            throw new IllegalStateException("a sentinel does not know the primary");
        }
        String host = hostAndPort.get(0).toString();
        return (clients.settings().encrypted() ? "rediss://" : "redis://")
                + (host.indexOf(':') >= 0 ? "[" + host + "]" : host)
                + ":" + hostAndPort.get(1).toInteger();
    }

    private static String mostNamed(List<String> named) {
        Map<String, Integer> addressToVotes = new LinkedHashMap<>();
        named.forEach(address -> addressToVotes.merge(address, 1, Integer::sum));
        return addressToVotes.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElseThrow(() -> new IllegalStateException("no sentinel names the primary"));
    }
}
