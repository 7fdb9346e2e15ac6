package io.portcullis.clients;

import io.portcullis.testing.Fleet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Nodes that share one store, and a root token that all of them know.
 *
 * @param addresses the base address of each node, such as {@code http://127.0.0.1:8200}
 * @param rootToken a root token
 * @param end what ends them
 */
record TestFleet(List<String> addresses, String rootToken, Runnable end) implements AutoCloseable {

    /** Starts this many nodes on a store of their own, or takes those of the environment variable {@code PORTCULLIS_FLEET}. */
    static TestFleet start(int nodes) {
        String running = System.getenv("PORTCULLIS_FLEET");
        if (running != null) {
            List<String> addresses = List.of(running.split(","));
            String token = Objects.requireNonNullElse(System.getenv("PORTCULLIS_FLEET_TOKEN"), "root");
            return new TestFleet(addresses.subList(0, Math.min(nodes, addresses.size())), token, () -> {});
        }
        Fleet fleet = Fleet.start(nodes);
        return new TestFleet(fleet.addresses(), Fleet.ROOT, fleet::close);
    }

    /** Gives the addresses in turn, so that no two requests in a row go to the same of several nodes. */
    Turn turn() {
        return new Turn(this, new AtomicInteger(), "");
    }

    @Override
    public void close() {
        end.run();
    }

    /** Whose turn it is, and in which namespace. */
    record Turn(TestFleet fleet, AtomicInteger count, String namespace) {

        /** The same turns in this namespace. */
        Turn within(String other) {
            return new Turn(fleet, count, other);
        }

        /** A session of the root token at the next node. */
        Session root() {
            return as(fleet.rootToken());
        }

        /** A session of this token at the next node. */
        Session as(String token) {
            return new Session(next(), token, namespace);
        }

        /** A session of nobody at the next node. */
        Session nobody() {
            return as("");
        }

        private String next() {
            return fleet.addresses()
                    .get(count.getAndIncrement() % fleet.addresses().size());
        }
    }
}
