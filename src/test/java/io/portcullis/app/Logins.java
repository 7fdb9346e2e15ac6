package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.password.HashingSettings;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.ApiClient.Reply;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.Options;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Logins to one mount with passwords that are right and wrong, each at the next node of a fleet. */
final class Logins {

    /** The password of every account. */
    static final String RIGHT = "right";

    /** What a wrong password is told, and a right one that comes too late. */
    static final String REFUSED = "400 {\"errors\":[\"invalid username or password\"]}\n";

    static final String LOCKED = "403 {\"errors\":[\"permission denied\"]}\n";

    private static final String HASH = Hashes.of(RIGHT);
    private static final int CHEAP = 5;

    private final Fleet fleet;
    private final String namespace;
    private final String mount;
    private final AtomicInteger turn = new AtomicInteger();

    private Logins(Fleet fleet, String namespace, String mount) {
        this.fleet = fleet;
        this.namespace = namespace;
        this.mount = mount;
    }

    /** Nodes that hash as cheaply as can be, on the store of another fleet. */
    static Fleet cheapFleet(int nodes, Fleet beside) {
        return Fleet.start(nodes, beside.redis(), Logins::cheap);
    }

    /** With little work a password, and a queue that refuses none of those that tests send. */
    static ServerOptions cheap(ServerOptions usual) {
        return Options.withHashing(usual, new HashingSettings(2, 1, Duration.ofSeconds(60), CHEAP, false));
    }

    /** A new mount with these fields of {@code user_lockout_config}. */
    static Logins mount(Fleet fleet, String path, String lockout) {
        return mount(fleet, "", path, lockout);
    }

    /** As {@link #mount(Fleet, String, String)}, in a namespace. */
    static Logins mount(Fleet fleet, String namespace, String path, String lockout) {
        Logins logins = new Logins(fleet, namespace, path);
        accepted(logins.root().post("sys/auth/" + path, "{'type':'userpass'}"));
        if (!lockout.isEmpty()) {
            logins.tune(lockout);
        }
        return logins;
    }

    /** The same mount at the nodes of another fleet. */
    Logins at(Fleet other) {
        return new Logins(other, namespace, mount);
    }

    /** The next node, with the root token. */
    ApiClient root() {
        return fleet.node(Math.floorMod(turn.getAndIncrement(), fleet.all().size()))
                .in(namespace);
    }

    /** The next node, without a token. */
    ApiClient anyone() {
        return root().anonymous();
    }

    /** {@code auth/<mount>/<rest>}. */
    String path(String rest) {
        return "auth/" + mount + "/" + rest;
    }

    /** Changes {@code user_lockout_config}. */
    void tune(String lockout) {
        accepted(root().post("sys/auth/" + mount + "/tune", "{'user_lockout_config':{" + lockout + "}}"));
    }

    /** Creates an account with these further fields, or changes it. */
    void create(String name, String... fields) {
        String further = fields.length == 0 ? "" : "," + String.join(",", fields);
        accepted(root().post(path("users/" + name), "{'password_hash':'" + HASH + "'" + further + "}"));
    }

    void delete(String name) {
        accepted(root().delete(path("users/" + name)));
    }

    String accessor() {
        return root().get("sys/auth").data().path(mount + "/").path("accessor").asText();
    }

    Reply right(String name) {
        return anyone().login(mount, name, RIGHT);
    }

    Reply wrong(String name) {
        return anyone().login(mount, name, "wrong");
    }

    /** Logs in once for each letter, {@code w}rong or {@code r}ight, and gives the statuses. */
    String play(String name, String attempts) {
        return attempts.chars()
                .mapToObj(attempt -> attempt == 'r' ? right(name) : wrong(name))
                .map(reply -> Integer.toString(reply.status()))
                .collect(Collectors.joining(" "));
    }

    private static void accepted(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(204);
    }
}
