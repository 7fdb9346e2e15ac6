package io.portcullis.bench;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.BCrypt.Version;
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
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Hashes per second of one thread, of the libraries that hash one password at a time. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class LibrariesBenchmark {

    private static final byte[] PASSWORD = "correct horse".getBytes(StandardCharsets.UTF_8);
    private static final byte[] KEY = "correct horse\0".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SALT = "sixteen bytes in".getBytes(StandardCharsets.UTF_8);

    @Param("10")
    public int cost;

    private final BCrypt.Hasher favre = BCrypt.with(Version.VERSION_2B);

    /** Bouncy Castle. */
    @Benchmark
    public byte[] bouncyCastle() {
        return org.bouncycastle.crypto.generators.BCrypt.generate(KEY, SALT, cost);
    }

    /** at.favre.lib:bcrypt. */
    @Benchmark
    public byte[] favre() {
        return favre.hash(cost, SALT, PASSWORD);
    }
}
