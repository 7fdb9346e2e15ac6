package io.portcullis.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.portcullis.fault.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTextRandomTest {

    @Test
    void whatWasWrittenIsReadInBothForms() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            List<PathBlock> blocks = RandomPolicy.blocks(random);
            String hcl = RandomPolicy.asHcl(blocks, random);
            String json = RandomPolicy.asJson(blocks, random);

            assertThat(PolicyText.parse(hcl)).as("seed %d, text %s", seed, hcl).isEqualTo(blocks);
            assertThat(PolicyText.parse(json))
                    .as("seed %d, text %s", seed, json)
                    .isEqualTo(blocks);
        }
    }

    @Test
    void aDamagedTextIsAPolicyOrABadRequest() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            List<PathBlock> blocks = RandomPolicy.blocks(random);
            boolean json = random.nextBoolean();
            String text = json ? RandomPolicy.asJson(blocks, random) : RandomPolicy.asHcl(blocks, random);
            String damaged = damaged(text, random);

            assertThat(isPolicyOrBadRequest(damaged))
                    .as("seed %d, text %s", seed, damaged)
                    .isTrue();
        }
    }

    @Test
    void aTextInJsonThatWasCutOffIsNoPolicy() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            String text =
                    RandomPolicy.asJson(RandomPolicy.blocks(random), random).strip();
            String cut = text.substring(0, 1 + random.nextInt(text.length() - 1));

            assertThat(isPolicy(cut)).as("seed %d, text %s", seed, cut).isFalse();
        }
    }

    private static String damaged(String text, Random random) {
        var damaged = new StringBuilder(text);
        for (int times = 1 + random.nextInt(3); times > 0 && damaged.length() > 0; times--) {
            int at = random.nextInt(damaged.length());
            int end = Math.min(damaged.length(), at + 1 + random.nextInt(8));
            switch (random.nextInt(5)) {
                case 0 -> damaged.delete(at, end);
                case 1 -> damaged.insert(at, damaged.substring(at, end));
                case 2 -> damaged.insert(random.nextInt(damaged.length()), damaged.substring(at, end));
                case 3 -> damaged.setLength(at);
                default -> damaged.insert(at, (char) random.nextInt(random.nextBoolean() ? 128 : 0x10000));
            }
        }
        return damaged.toString();
    }

    private static boolean isPolicyOrBadRequest(String text) {
        try {
            PolicyText.parse(text);
            return true;
        } catch (Fault fault) {
            return fault.status() == 400
                    && fault.text()
                            .filter(each -> each.startsWith("failed to parse policy: "))
                            .isPresent();
        }
    }

    private static boolean isPolicy(String text) {
        try {
            PolicyText.parse(text);
            return true;
        } catch (Fault refused) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "path \"x\" {}",
                "path \"x\" { foo = 1 }",
                "path \"{{x}}\" { capabilities = [\"read\"] }\n",
                "{{a}}",
                "}}",
                "+",
                "\\u200b",
            })
    void aMillionCharactersTakeNoLongerThanTheirNumber(String repeated) {
        String many = repeated.repeat((1 << 20) / repeated.length() - 4);
        String text = repeated.startsWith("path") ? many : "path \"" + many + "\" {}";

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> isPolicyOrBadRequest(text));
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> PolicyText.decoded(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"k%d\" = 1", "required_parameters = [\"a%d\"]", "allowed_parameters = { \"a%d\" = [] }"})
    void aBlockOfManyAttributesTakesNoLongerThanTheirNumber(String attribute) {
        var text = new StringBuilder("path \"x\" {");
        for (int i = 0; i < 20_000; i++) {
            text.append(attribute.formatted(i)).append('\n');
        }

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> isPolicyOrBadRequest(text + "}"));
    }
}
