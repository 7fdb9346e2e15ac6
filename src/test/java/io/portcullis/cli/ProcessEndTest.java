package io.portcullis.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessEndTest {

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void signalClosesTheServerAndIsASuccess(String signal) throws Exception {
        Process process = server("orderly");
        BufferedReader output = untilStarted(process);

        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();

        assertThat(output.lines()).containsOnlyOnce("closed");
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void serverThatCannotCloseIsAFailure() throws Exception {
        Process process = server("broken");
        untilStarted(process);
        process.toHandle().destroy();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(new String(process.getErrorStream().readAllBytes(), UTF_8)).contains("stuck");
    }

    private static Process server(String behaviour) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Program.class.getName(),
                        behaviour)
                .start();
    }

    private static BufferedReader untilStarted(Process process) throws IOException {
        BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals("Root Token: it's")) {
                return output;
            }
        }
        throw new AssertionError(new String(process.getErrorStream().readAllBytes(), UTF_8));
    }

    /** The program with a server that only says what happens to it. */
    static final class Program {

        public static void main(String[] arguments) {
            String behaviour = arguments[0];
            System.exit(new Portcullis(
                            options -> new Stub(behaviour),
                            configuration -> new Stub(behaviour),
                            Map.of(),
                            System.out,
                            System.err)
                    .run("server", "-dev"));
        }
    }

    private record Stub(String behaviour) implements RunningServer {

        @Override
        public InetSocketAddress listenAddress() {
            return InetSocketAddress.createUnresolved("127.0.0.1", 8200);
        }

        @Override
        public Optional<String> rootToken() {
            return Optional.of("it's");
        }

        @Override
        public void close() {
            if (behaviour.equals("broken")) {
                throw new IllegalStateException("stuck");
            }
            System.out.println("closed");
        }
    }
}
