package io.portcullis.clients;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/** Nodes that share one Redis and run until they are closed. */
interface TestFleet extends AutoCloseable {

    /** The base address of each node, such as {@code http://127.0.0.1:8200}. */
    List<String> addresses();

    /** A root token that all of them know. */
    String rootToken();

    @Override
    void close();

    /** Starts this many nodes, or takes those of the environment variable {@code PORTCULLIS_FLEET}. */
    static TestFleet start(int nodes) {
        String running = System.getenv("PORTCULLIS_FLEET");
        Assumptions.assumeTrue(running != null, "no server to start yet: name running ones in PORTCULLIS_FLEET");
        List<String> addresses = List.of(running.split(","));
        return new Running(
                addresses.subList(0, Math.min(nodes, addresses.size())), System.getenv("PORTCULLIS_FLEET_TOKEN"));
    }

    /** Gives the addresses in turn, so that no two requests in a row go to the same of several nodes. */
    default Turn turn() {
        return new Turn(this, new AtomicInteger());
    }

    /** Nodes that somebody else started, and ends. */
    record Running(List<String> addresses, String rootToken) implements TestFleet {

        @Override
        public void close() {}
    }

    /** Whose turn it is. */
    record Turn(TestFleet fleet, AtomicInteger count) {

        /** A session of the root token at the next node. */
        Session root() {
            return as(fleet.rootToken());
        }

        /** A session of this token at the next node. */
        Session as(String token) {
            return new Session(next(), token);
        }

        /** The next address. */
        String next() {
            return fleet.addresses()
                    .get(count.getAndIncrement() % fleet.addresses().size());
        }
    }
}
