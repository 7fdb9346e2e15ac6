package io.portcullis.bcrypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.generators.BCrypt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes out of a lane is bcrypt, whatever runs in the others, and nothing stays behind. */
class LanesTest {

    private static Computation random(Random random, long ticket, Map<Long, byte[]> ticketToDigest) {
        byte[] key = new byte[1 + random.nextInt(72)];
        byte[] salt = new byte[16];
        random.nextBytes(key);
        random.nextBytes(salt);
        int cost = 4 + random.nextInt(3);
        ticketToDigest.put(ticket, BCrypt.generate(key, salt, cost, false));
        return new Computation(ticket, key, salt, cost, cost + random.nextInt(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void computationsOfMixedCostsJoinAndLeaveAsTheyLike(int width) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Lanes lanes = Lanes.fresh();
        Map<Long, byte[]> ticketToDigest = new HashMap<>();
        List<Computed> done = new ArrayList<>();

        for (long next = 0; done.size() < 40; ) {
            while (lanes.active() < width && next < 40 && (lanes.active() == 0 || random.nextBoolean())) {
                lanes.admit(random(random, next++, ticketToDigest));
            }
            lanes.work(1 + random.nextInt(40), done::add);
        }

        assertThat(done)
                .as("seed %d", seed)
                .allSatisfy(computed -> assertThat(computed.digest()).isEqualTo(ticketToDigest.get(computed.ticket())));
        assertThat(done.stream().map(Computed::ticket)).doesNotHaveDuplicates().hasSize(40);
        assertThat(lanes.active()).isZero();
    }

    @Test
    void paddingIsWorkedOffBeforeTheResultIsGiven() {
        Lanes lanes = Lanes.fresh();
        List<Computed> done = new ArrayList<>();
        lanes.admit(new Computation(7, new byte[] {1, 0}, new byte[16], 4, 6));

        lanes.work(127, done::add);
        assertThat(done).isEmpty();
        lanes.work(1, done::add);

        assertThat(done).hasSize(1);
        assertThat(done.get(0).digest()).isEqualTo(BCrypt.generate(new byte[] {1, 0}, new byte[16], 4, false));
    }

    @Test
    void aSwappedStateIsNoticed() {
        Kernel kernel = Kernels.fresh();
        Lanes lanes = new Lanes(kernel);
        lanes.admit(new Computation(1, new byte[] {1, 0}, new byte[16], 4, 4));
        lanes.admit(new Computation(2, new byte[] {2, 0}, new byte[16], 4, 4));
        lanes.work(10, computed -> {});
        int[] states = kernel.states();
        int[] first = Arrays.copyOfRange(states, 0, Kernel.LANE_WORDS);
        System.arraycopy(states, Kernel.LANE_WORDS, states, 0, Kernel.LANE_WORDS);
        System.arraycopy(first, 0, states, Kernel.LANE_WORDS, Kernel.LANE_WORDS);

        assertThatThrownBy(() -> lanes.work(100, computed -> {})).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void nothingStaysBehind() {
        Kernel kernel = Kernels.fresh();
        Lanes lanes = new Lanes(kernel);
        IntStream.range(0, Lanes.most())
                .forEach(i -> lanes.admit(new Computation(i, new byte[] {9, 0}, new byte[16], 4 + i, 4 + i)));

        lanes.work(60, computed -> {});
        lanes.clear();

        assertThat(kernel.states()).containsOnly(0);
    }

    @Test
    void anotherThreadIsRefusedUntilTheyAreReleased() throws Exception {
        Lanes lanes = Lanes.fresh();
        lanes.admit(new Computation(1, new byte[] {1, 0}, new byte[16], 4, 4));
        lanes.work(32, computed -> {});
        List<Throwable> thrown = new ArrayList<>();
        Runnable use = () -> {
            try {
                lanes.work(1, computed -> {});
            } catch (IllegalStateException refused) {
                thrown.add(refused);
            }
        };

        Thread before = new Thread(use);
        before.start();
        before.join();
        assertThat(thrown).hasSize(1);

        lanes.release();
        Thread after = new Thread(use);
        after.start();
        after.join();
        assertThat(thrown).hasSize(1);
    }

    @Test
    void everyKernelHasStatesOfItsOwn() {
        assertThat(Kernels.fresh().states()).isNotSameAs(Kernels.fresh().states());
    }
}
