package io.portcullis.password;

import io.portcullis.bcrypt.Computation;
import io.portcullis.bcrypt.Lanes;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Makes lanes fit for work: lets the compiler see them, checks what they give before and after that, and finds out how many at once are
 * fastest here, since that differs from one processor and one compiler to the next. It takes a second or two, in the background: no login
 * waits for it.
 */
final class LaneTrial {

    private static final Duration WARM_UP = Duration.ofMillis(350);
    private static final Duration MEASURE = Duration.ofMillis(50);
    private static final int ROUNDS = 4;
    private static final double NEARLY = 0.9;
    private static final int SLICE = 32;
    private static final int COST = 8;
    private static final byte[] KEY = {'w', 'a', 'r', 'm', 0};

    /** Lanes that are fit, and how many of them are to be used at once. */
    record Fit(Lanes lanes, int width) {}

    private LaneTrial() {}

    /**
     * New lanes that are fit, and nobody's yet.
     *
     * @param width how many at once; 0: the fastest
     * @return empty when they do not give the known answers
     */
    static Optional<Fit> run(int width) {
        Lanes lanes = Lanes.fresh();
        boolean sound = isRightAtAllWidths(lanes);
        for (int each = 1; sound && each <= Lanes.most(); each++) {
            rate(lanes, each, WARM_UP);
        }
        if (!sound || !isRightAtAllWidths(lanes)) {
            return Optional.empty();
        }
        int chosen = width > 0 ? width : best(lanes);
        lanes.release();
        return Optional.of(new Fit(lanes, chosen));
    }

    private static boolean isRightAtAllWidths(Lanes lanes) {
        return IntStream.rangeClosed(1, Lanes.most()).allMatch(width -> KnownAnswers.hold(lanes, width));
    }

    /** The fewest lanes that are about as fast as the fastest: a password is the sooner done, the fewer are checked beside it. */
    private static int best(Lanes lanes) {
        double[] rates = new double[Lanes.most() + 1];
        for (int round = 0; round < ROUNDS; round++) {
            for (int width = 1; width < rates.length; width++) {
                rates[width] = Math.max(rates[width], rate(lanes, width, MEASURE));
            }
        }
        double enough = NEARLY * Arrays.stream(rates).max().orElseThrow();
        int width = 1;
        while (rates[width] < enough) {
            width++;
        }
        return width;
    }

    /** Expansions for each nanosecond of this thread's time. */
    private static double rate(Lanes lanes, int width, Duration time) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long begun = threads.getCurrentThreadCpuTime();
        long end = System.nanoTime() + time.toNanos();
        long expansions = 0;
        while (System.nanoTime() - end < 0) {
            while (lanes.active() < width) {
                lanes.admit(new Computation(0, KEY, new byte[Salt.LENGTH], COST, COST));
            }
            lanes.work(SLICE, computed -> {});
            expansions += (long) SLICE * width;
        }
        lanes.clear();
        return (double) expansions / Math.max(1, threads.getCurrentThreadCpuTime() - begun);
    }
}
