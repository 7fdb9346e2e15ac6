package io.portcullis.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.portcullis.testing.EventLoop;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.Keys;
import io.portcullis.testing.Options;
import io.portcullis.testing.TestRedis;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does with the {@code bao} command line on a new store. */
@Tag("clients")
@Timeout(120)
class OperatorStoryTest {

    private static final Pattern ROOT_TOKEN = Pattern.compile("Initial Root Token: (\\S+)");

    /** What a command printed, and its exit code. */
    private record Ran(int code, String output) {}

    @Test
    void aStoreIsInitialisedLookedAtAndRotated(@TempDir Path home) throws Exception {
        Optional<Path> program = BaoCommand.find();
        assumeTrue(program.isPresent(), "no bao program: name it in PORTCULLIS_BAO, or have it on the PATH");
        try (Fleet fleet = Fleet.start(
                2,
                EventLoop.shared(TestRedis.freshPrefix()),
                usual -> Options.withStore(usual, Optional.of(Keys.own()), false, Optional.empty()))) {
            Operator nobody =
                    new Operator(program.get(), home, fleet.addresses().get(0), "");
            assertThat(nobody.run("status")).satisfies(status -> {
                assertThat(status.code()).isEqualTo(2);
                assertThat(status.output())
                        .containsPattern("Initialized +false")
                        .containsPattern("Seal Type +static");
            });
            assertThat(nobody.run("operator", "init", "-status").code()).isEqualTo(2);

            Ran made = nobody.run("operator", "init");

            assertThat(made.code()).as(made.output()).isZero();
            assertThat(made.output())
                    .contains("Recovery Key 5: ")
                    .contains("Recovery key initialized with 5 key shares and a key threshold of 3");
            Matcher token = ROOT_TOKEN.matcher(made.output());
            assertThat(token.find()).isTrue();
            assertThat(nobody.run("operator", "init").output()).contains("Vault is already initialized");
            assertThat(nobody.run("operator", "init", "-status").code()).isZero();
            Operator root = new Operator(program.get(), home, fleet.addresses().get(1), token.group(1));
            assertThat(root.run("status")).satisfies(status -> {
                assertThat(status.code()).isZero();
                assertThat(status.output())
                        .containsPattern("Sealed +false")
                        .containsPattern("Recovery Seal Type +shamir")
                        .containsPattern("Total Recovery Shares +5")
                        .containsPattern("Threshold +3");
            });
            assertThat(root.run("operator", "rotate").output())
                    .contains("Success! Rotated key")
                    .containsPattern("Key Term +2");
            assertThat(root.run("operator", "key-status").output()).containsPattern("Key Term +2");
            assertThat(root.run("version-history").output()).contains("2.7.2+portcullis");
            assertThat(root.run("token", "lookup").output()).containsPattern("path +auth/token/root");
            assertThat(root.run("operator", "step-down").code()).isZero();
            assertThat(root.run("operator", "seal")).satisfies(seal -> {
                assertThat(seal.code()).isEqualTo(2);
                assertThat(seal.output()).contains("sealing is not supported");
            });
            assertThat(root.run("read", "sys/host-info").code()).isZero();
            assertThat(root.run("list", "sys/version-history").code()).isZero();
        }
    }

    private record Operator(Path program, Path home, String address, String token) {

        Ran run(String... words) throws Exception {
            String[] command = new String[words.length + 1];
            command[0] = program.toString();
            System.arraycopy(words, 0, command, 1, words.length);
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().clear();
            builder.environment().put("HOME", home.toString());
            builder.environment().put("BAO_ADDR", address);
            builder.environment().put("BAO_TOKEN", token);
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes());
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Ran(process.exitValue(), output);
        }
    }
}
