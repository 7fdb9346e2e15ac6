package io.portcullis.bench;

import io.portcullis.password.Digest;
import io.portcullis.password.HashingKernel;
import io.portcullis.password.HashingMeter;
import io.portcullis.password.HashingPool;
import io.portcullis.password.HashingRequest;
import io.portcullis.password.HashingSettings;
import io.portcullis.password.Password;
import io.portcullis.password.PasswordHash;
import io.portcullis.secret.SecretBytes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Password checks per second of a pool of one worker, queue and all: compare it with as many lanes of {@link LanesBenchmark}. Each of eight
 * clients waits for its answer before it asks again, so that the lanes never run out of work.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Threads(8)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class PoolBenchmark {

    private static final byte[] PASSWORD = "correct horse".getBytes(StandardCharsets.UTF_8);

    /** Of another cost it is no hash of this password, and as much work. */
    private static final String HASH = "$2b$%02d$abcdefghijklmnopqrstuu23JPZtHcGhwXSF41f93o/7vBdDut3Xu";

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration WARM_UP = Duration.ofMinutes(1);

    @Param({"3", "4"})
    public int lanes;

    @Param("10")
    public int cost;

    /** Its threads end with the process, and not before their time was counted. */
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setUseDaemonThread(true));

    private PasswordHash hash;
    private HashingPool pool;

    /** Waits until the lanes are fit. */
    @Setup
    public void deploy() throws InterruptedException {
        hash = PasswordHash.stored(HASH.formatted(cost));
        var settings = new HashingSettings(1, lanes, HashingSettings.QUEUE_TARGET, cost, false);
        pool = await(HashingPool.deploy(vertx, settings, HashingMeter.NONE));
        long end = System.nanoTime() + WARM_UP.toNanos();
        while (pool.counts().workers(HashingKernel.LANES) == 0) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("the lanes did not become fit");
            }
            Thread.sleep(10);
        }
    }

    /** One check of a password. */
    @Benchmark
    public Digest check() {
        Password password = Password.typed(SecretBytes.copyOf(PASSWORD));
        return await(pool.digest(HashingRequest.check(password, hash, PATIENCE)));
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
