package io.portcullis.bench;

import io.portcullis.bcrypt.Computation;
import io.portcullis.bcrypt.Computed;
import io.portcullis.bcrypt.Lanes;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Hashes per second of one thread that has so many lanes in use all the time. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class LanesBenchmark {

    private static final byte[] KEY = "correct horse\0".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SALT = "sixteen bytes in".getBytes(StandardCharsets.UTF_8);

    /** Expansions between two looks at what is done, as the product has it. */
    private static final int SLICE = 32;

    @Param({"1", "2", "3", "4"})
    public int lanes;

    @Param("10")
    public int cost;

    private final Lanes all = Lanes.fresh();
    private int done;

    /** Fills the lanes one after the other, so that their hashes end at even distances: an operation is then one hash. */
    @Setup
    public void fill() {
        for (int lane = 0; lane < lanes; lane++) {
            all.work((2 << cost) / lanes, this::count);
            admit();
        }
    }

    /** Whether it was bcrypt that was measured. */
    @TearDown
    public void check() {
        if (!all.areSound()) {
            throw new IllegalStateException("the lanes do not expand as they must");
        }
    }

    /** One hash. */
    @Benchmark
    public int hash() {
        int before = done;
        while (all.active() < lanes) {
            admit();
        }
        while (done == before) {
            all.work(SLICE, this::count);
        }
        return done;
    }

    private void admit() {
        all.admit(new Computation(done, KEY, SALT, cost, cost));
    }

    private void count(Computed computed) {
        done++;
    }
}
