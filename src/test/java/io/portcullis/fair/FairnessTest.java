package io.portcullis.fair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is promised to those who share the workers, in simulations: a lane does an expansion in a unit of time. */
class FairnessTest {

    private static final int USUAL = 1 << 11;
    private static final int DEAREST = 1 << 13;
    private static final int LANES = 8;

    /** Where flooders and honest users, or the sharers of a level, part. */
    private enum Apart {
        NAMESPACE,
        MOUNT,
        SOURCE;

        Origin origin(int number) {
            return switch (this) {
                case NAMESPACE -> new Origin("n" + number, "m", 1);
                case MOUNT -> new Origin("n", "m" + number, 1);
                case SOURCE -> new Origin("n", "m", number);
            };
        }
    }

    private record Piece(Origin origin, long expansions, int client) implements Backlog.Work {}

    private record Event(long at, int number, Runnable what) {}

    @ParameterizedTest
    @EnumSource
    void serviceOfThoseThatWaitAllTheTimeDiffersByOneJobAtMost(Apart apart) {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var backlog = new Backlog<Piece>();
        long[] served = new long[10];
        int[] waiting = new int[served.length];

        for (int i = 0; i < 20_000; i++) {
            topUp(apart, random, backlog, waiting);
            passBy(apart, random, backlog);
            Piece piece = backlog.serveFirst();
            if (piece.client() >= 0) {
                waiting[piece.client()]--;
                served[piece.client()] += piece.expansions();
            }
            long most = Arrays.stream(served).max().orElseThrow();
            long least = Arrays.stream(served).min().orElseThrow();
            assertThat(most - least).as("seed %d", seed).isLessThanOrEqualTo(DEAREST);
        }
    }

    /** Client c offers work of a mean that is its own, of 1 to 20 pieces ahead. */
    private static void topUp(Apart apart, Random random, Backlog<Piece> backlog, int[] waiting) {
        for (int client = 0; client < waiting.length; client++) {
            int wanted = waiting[client] > 0 ? 0 : 1 + random.nextInt(1 + 2 * client);
            waiting[client] += wanted;
            for (int i = 0; i < wanted; i++) {
                int expansions = 1 + random.nextInt(DEAREST * (client + 1) / waiting.length);
                backlog.admit(new Piece(apart.origin(client), expansions, client), Long.MAX_VALUE);
            }
        }
    }

    /** Others come and go. */
    private static void passBy(Apart apart, Random random, Backlog<Piece> backlog) {
        if (random.nextInt(3) == 0) {
            Origin origin = apart.origin(10 + random.nextInt(50));
            backlog.admit(new Piece(origin, 1 + random.nextInt(DEAREST), -1), Long.MAX_VALUE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void honestUserWaitsForOneLaneThoughTwoHundredGuess(Apart apart) {
        Simulation simulation = new Simulation(90 * USUAL);
        simulation.clients(200, 0, guesser -> apart.origin(0));
        int honest = simulation.clients(1, 4 * USUAL, user -> apart.origin(1));

        simulation.run(2_000L * USUAL);

        assertThat(simulation.refused[honest]).as(simulation.name()).isZero();
        assertThat(simulation.servedTimes[honest]).as(simulation.name()).isGreaterThan(250);
        assertThat(simulation.longestWait[honest]).as(simulation.name()).isLessThanOrEqualTo(USUAL);
        assertThat(Arrays.stream(simulation.refused).sum())
                .as(simulation.name())
                .isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void honestUsersWhoLogInOneAfterTheOtherHaveWhatTheyCanUse(Apart apart) {
        Simulation simulation = new Simulation(90 * USUAL);
        simulation.clients(200, 0, guesser -> apart.origin(0));
        simulation.clients(3, 0, user -> apart.origin(1));

        simulation.run(1_000L * USUAL);

        // three of eight lanes are less than half: each login follows the last, but for one wait
        for (int user = 200; user < 203; user++) {
            assertThat(simulation.refused[user]).as(simulation.name()).isZero();
            assertThat(simulation.longestWait[user]).as(simulation.name()).isLessThanOrEqualTo(2 * USUAL);
        }
    }

    @Test
    void honestUserWaitsOneRoundOfTheNamespacesThatAreFlooded() {
        Simulation simulation = new Simulation(90 * USUAL);
        simulation.clients(200, 0, guesser -> new Origin("n" + guesser % 20, "m" + guesser % 3, guesser % 64));
        int honest = simulation.clients(1, 4 * USUAL, user -> new Origin("honest", "m", 1));

        simulation.run(2_000L * USUAL);

        assertThat(simulation.refused[honest]).as(simulation.name()).isZero();
        assertThat(simulation.longestWait[honest])
                .as(simulation.name())
                .isLessThanOrEqualTo((1 + 20 / LANES + 1) * USUAL);
    }

    @Test
    void roomIsSharedAsTheTimeIs() {
        Simulation simulation = new Simulation(90 * USUAL);
        simulation.clients(300, 0, guesser -> Apart.NAMESPACE.origin(guesser % 3 == 0 ? 1 : 0));
        int least = simulation.clients(10, 0, user -> Apart.NAMESPACE.origin(2));

        simulation.run(2_000L * USUAL);

        long[] served = new long[3];
        for (int client = 0; client < least + 10; client++) {
            int namespace = client >= least ? 2 : client % 3 == 0 ? 1 : 0;
            served[namespace] += simulation.servedTimes[client];
        }
        long most = Arrays.stream(served).max().orElseThrow();
        long fewest = Arrays.stream(served).min().orElseThrow();
        assertThat(most - fewest).as(simulation.name()).isLessThanOrEqualTo(most / 50);
        assertThat(Arrays.stream(simulation.refused, least, least + 10).sum())
                .as(simulation.name())
                .isZero();
    }

    /** Clients that each wait for one answer, then pause, and {@link #LANES} lanes. A client that is refused tries again. */
    private static final class Simulation {

        private final long seed = new Random().nextLong();
        private final Random random = new Random(seed);
        private final Backlog<Piece> backlog = new Backlog<>();
        private final PriorityQueue<Event> events = new PriorityQueue<>((one, other) -> one.at() == other.at()
                ? Integer.compare(one.number(), other.number())
                : Long.compare(one.at(), other.at()));
        private final List<Origin> clients = new ArrayList<>();
        private final List<Long> pauses = new ArrayList<>();
        private final long[] offeredAt = new long[400];
        private final long[] longestWait = new long[400];
        private final int[] servedTimes = new int[400];
        private final int[] refused = new int[400];
        private final long room;

        private long now;
        private int numbers;
        private int free = LANES;

        Simulation(long room) {
            this.room = room;
        }

        String name() {
            return "seed " + seed;
        }

        /** Adds some, and gives the number of the first. */
        int clients(int count, long pause, IntFunction<Origin> origin) {
            int first = clients.size();
            for (int i = 0; i < count; i++) {
                clients.add(origin.apply(i));
                pauses.add(pause);
                again(first + i);
            }
            return first;
        }

        void run(long until) {
            while (now < until) {
                Event event = events.remove();
                now = event.at();
                event.what().run();
                work();
            }
        }

        private void after(long time, Runnable what) {
            events.add(new Event(now + time, numbers++, what));
        }

        private void again(int client) {
            after((long) (pauses.get(client) * 2 * random.nextDouble()) + random.nextInt(USUAL), () -> offer(client));
        }

        private void offer(int client) {
            offeredAt[client] = now;
            Optional<List<Piece>> putOut = backlog.admit(new Piece(clients.get(client), USUAL, client), room);
            putOut.ifPresentOrElse(out -> out.forEach(each -> refused(each.client())), () -> refused(client));
        }

        private void refused(int client) {
            refused[client]++;
            again(client);
        }

        private void work() {
            while (free > 0 && !backlog.isEmpty()) {
                free--;
                Piece piece = backlog.serveFirst();
                int client = piece.client();
                longestWait[client] = Math.max(longestWait[client], now - offeredAt[client]);
                after(piece.expansions(), () -> {
                    free++;
                    servedTimes[client]++;
                    again(client);
                });
            }
        }
    }
}
