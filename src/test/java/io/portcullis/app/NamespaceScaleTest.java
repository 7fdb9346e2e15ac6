package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.control.Change;
import io.portcullis.control.ControlPlane;
import io.portcullis.control.ControlWriter;
import io.portcullis.control.View;
import io.portcullis.mount.MountPlant;
import io.portcullis.namespace.NamespacePlant;
import io.portcullis.policy.PolicyPlant;
import io.portcullis.seal.SealKey;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.ApiClient.Reply;
import io.portcullis.testing.EventLoop;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.Poll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Thousands of tenants, each with a mount and policies: what one of them costs does not depend on how many there are. */
class NamespaceScaleTest {

    private static final int NAMESPACES = 2_000;
    private static final int MEASURED = 200;
    private static final int AT_ONCE = 400;
    private static final String RULE = "path \"sys/auth\" { capabilities = [\"read\"] } # ";

    private static Fleet fleet;
    private static long first;
    private static long last;

    /** Some are made one by one at the beginning and at the end, those between them many at once. */
    @BeforeAll
    static void makeThem() throws Throwable {
        fleet = Fleet.start(1);
        fast(0);
        first = fast(MEASURED);
        try (EventLoop loop = new EventLoop()) {
            ControlPlane plane = new ControlPlane(Node.KINDS, SealKey.development(), 1_000);
            ControlWriter writer = new ControlWriter(loop.vertx(), plane, loop.gateway(fleet.redis()));
            for (int from = 2 * MEASURED; from < NAMESPACES - MEASURED; from += AT_ONCE) {
                int begin = from;
                int end = Math.min(from + AT_ONCE, NAMESPACES - MEASURED);
                loop.run(() -> writer.commit(view -> planted(view, begin, end)));
            }
        }
        last = fast(NAMESPACES - MEASURED);
        fleet.node(0).in("tenant" + (NAMESPACES - 1)).post("sys/auth/people", "{'type':'userpass'}");
        fleet.node(0)
                .in("tenant" + (NAMESPACES - 1))
                .post("sys/policies/acl/own", "{'policy':'" + RULE.replace("\"", "\\\"") + "'}");
    }

    private static Change<Void> planted(View view, int from, int to) {
        Change<Void> change = Change.withoutResult();
        for (int i = from; i < to; i++) {
            String id = "%05d".formatted(i);
            NamespacePlant.create(view, id, "tenant" + i, Node.CONTENTS, change);
            MountPlant.userpass(id, "people/", change);
            PolicyPlant.policy(view, id, "own", RULE + id, change);
        }
        return change;
    }

    /** Makes some one by one: how long the tenth part took that was fastest; the others waited for whatever else the machine does. */
    private static long fast(int from) {
        long[] nanos = new long[MEASURED];
        for (int i = 0; i < MEASURED; i++) {
            long begun = System.nanoTime();
            Reply reply = fleet.node(0).send("PUT", "sys/namespaces/tenant" + (from + i));
            nanos[i] = System.nanoTime() - begun;
            assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        }
        Arrays.sort(nanos);
        return nanos[MEASURED / 10];
    }

    @AfterAll
    static void close() {
        fleet.close();
    }

    @Test
    void theLastAreMadeAsFastAsTheFirst() {
        assertThat(last)
                .as("nanoseconds, where the first took %d", first)
                .isLessThan(first * 3 + Duration.ofMillis(1).toNanos());
    }

    @Test
    void aNewNodeServesThemAll() throws Exception {
        ApiClient node = fleet.addNode();

        for (int i : new int[] {2 * MEASURED, NAMESPACES / 2, NAMESPACES - 1}) {
            ApiClient in = node.in("tenant" + i);
            assertThat(in.post("auth/people/users/ada", "{'password':'pw','token_policies':'own'}")
                            .status())
                    .isEqualTo(204);
            Reply login = in.login("people", "ada", "pw");
            assertThat(login.status()).as(login.toString()).isEqualTo(200);
            assertThat(in.with(login.token()).get("sys/auth").status()).isEqualTo(200);
            assertThat(in.with(login.token()).get("sys/mounts").status()).isEqualTo(403);
        }
        assertThat(node.delete("sys/namespaces/tenant7").status()).isEqualTo(200);
        Poll.until(
                Duration.ofSeconds(30), () -> node.get("sys/namespaces/tenant7").status() == 404);
        assertThat(node.send("PUT", "sys/namespaces/tenant7").status()).isEqualTo(200);
    }

    @Test
    void theListIsWholeAtOnceAndInPages() {
        ApiClient node = fleet.node(0);
        assertThat(node.send("LIST", "sys/namespaces").data().path("keys")).hasSize(NAMESPACES);

        List<String> paged = new ArrayList<>();
        String after = "";
        for (Reply page = page(node, after); page.status() == 200; page = page(node, after)) {
            page.data().path("keys").forEach(key -> paged.add(key.asText()));
            after = paged.get(paged.size() - 1);
        }
        assertThat(paged).hasSize(NAMESPACES).isSorted().doesNotHaveDuplicates();
    }

    private static Reply page(ApiClient node, String after) {
        return node.get("sys/namespaces?list=true&limit=300&after=" + after);
    }
}
