package io.portcullis.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What namespaces have, beside a map of maps. */
class PerNamespaceTest {

    @Test
    void itSaysWhatAMapOfMapsSaysAndNeverChangesItself() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Map<String, Map<String, Integer>> model = new TreeMap<>();
        PerNamespace<Integer> tested = PerNamespace.empty();
        for (int step = 0; step < 2_000; step++) {
            String namespace = "n" + random.nextInt(6);
            String name = "k" + random.nextInt(8);
            PerNamespace<Integer> before = tested;
            List<Integer> valuesBefore = List.copyOf(before.of(namespace));
            if (random.nextBoolean()) {
                tested = tested.plus(namespace, name, step);
                model.computeIfAbsent(namespace, n -> new TreeMap<>()).put(name, step);
            } else {
                tested = tested.minus(namespace, name);
                model.getOrDefault(namespace, new TreeMap<>()).remove(name);
            }

            for (int n = 0; n < 7; n++) {
                Map<String, Integer> expected = model.getOrDefault("n" + n, Map.of());
                assertThat(tested.of("n" + n))
                        .as("seed %d, step %d", seed, step)
                        .containsExactlyElementsOf(expected.values());
                assertThat(tested.find("n" + n, name).orElse(null))
                        .as("seed %d, step %d", seed, step)
                        .isEqualTo(expected.get(name));
            }
            assertThat(before.of(namespace))
                    .as("the one before, seed %d, step %d", seed, step)
                    .containsExactlyElementsOf(valuesBefore);
        }
    }

    @Test
    void namesStandInTheOrderOfTheirBytes() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int[] characters = {'a', 'b', '/', '-', 0xe9, 0x5927, 0xff08, 0xffff, 0x10000, 0x1f4aa};
        List<String> names = new ArrayList<>();
        PerNamespace<String> some = PerNamespace.empty();
        for (int i = 0; i < 500; i++) {
            StringBuilder name = new StringBuilder();
            for (int length = random.nextInt(4); length >= 0; length--) {
                name.appendCodePoint(characters[random.nextInt(characters.length)]);
            }
            names.add(name.toString());
            some = some.plus("n", name.toString(), name.toString());
        }

        assertThat(some.of("n"))
                .as("seed %d", seed)
                .containsExactlyElementsOf(names.stream()
                        .distinct()
                        .sorted((one, other) -> Arrays.compareUnsigned(
                                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8)))
                        .toList());
    }

    @Test
    void whatIsListedCannotBeChanged() {
        PerNamespace<String> some = PerNamespace.<String>empty().plus("n", "k", "v");

        assertThat(some.of("n")).isUnmodifiable();
        assertThat(some.of("other")).isUnmodifiable();
    }
}
