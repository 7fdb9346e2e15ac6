package io.portcullis.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which lock closes a namespace: beside a linear search, and the words that are told. */
class NamespaceLocksTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final String[] SEGMENTS = {"a", "b", "ab", "a-", "ä", "💪"};
    private static final NamespaceLock.Actor ACTOR = new NamespaceLock.Actor("accessor", "name", "address");

    private static NamespaceLock lock(String path, Instant until) {
        return new NamespaceLock("id of " + path, path, "hash", NOW.minusSeconds(60), until, "", ACTOR);
    }

    private static String path(Random random, int least) {
        StringBuilder path = new StringBuilder();
        for (int depth = least + random.nextInt(4); depth > 0; depth--) {
            path.append(SEGMENTS[random.nextInt(SEGMENTS.length)]).append('/');
        }
        return path.toString();
    }

    private static Instant until(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> NOW.minusSeconds(1);
            case 1 -> NOW;
            case 2 -> NOW.plusNanos(1);
            default -> null;
        };
    }

    @Test
    void theTopmostLockThatHoldsClosesWhateverIsBelow() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            NamespaceLocks locks = NamespaceLocks.KIND.empty();
            Map<String, NamespaceLock> idToLock = new TreeMap<>();
            for (int i = random.nextInt(12); i > 0; i--) {
                NamespaceLock lock = lock(path(random, 1), until(random));
                locks = NamespaceLocks.KIND.put(locks, lock.path(), NamespaceLocks.encode(lock));
                idToLock.put(lock.path(), lock);
                if (random.nextInt(4) == 0) {
                    locks = NamespaceLocks.KIND.remove(locks, lock.path());
                    idToLock.remove(lock.path());
                }
            }
            String asked = path(random, 0);
            Optional<NamespaceLock> expected = idToLock.values().stream()
                    .filter(lock -> asked.startsWith(lock.path()))
                    .filter(lock -> lock.until() == null || NOW.isBefore(lock.until()))
                    .min(Comparator.comparingInt(lock -> lock.path().length()));

            assertThat(locks.topmost(asked, NOW))
                    .as("seed " + seed + ", " + asked)
                    .isEqualTo(expected);
            String after = random.nextBoolean() ? "" : path(random, 0);
            assertThat(locks.below(asked, after).map(NamespaceLock::path).toList())
                    .as("seed " + seed + ", " + asked + " behind " + after)
                    .containsExactlyElementsOf(idToLock.keySet().stream()
                            .filter(path -> path.startsWith(asked))
                            .filter(path -> PerNamespace.ORDER.compare(path, after) > 0)
                            .sorted(PerNamespace.ORDER)
                            .toList());
            assertThat(locks.size()).isEqualTo(idToLock.size());
            assertThat(locks.runOut(NOW))
                    .as("seed " + seed)
                    .containsExactlyInAnyOrderElementsOf(idToLock.values().stream()
                            .filter(lock -> !lock.holds(NOW))
                            .map(NamespaceLock::path)
                            .toList());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"nsA/ | \"nsA\"", "a/b/ | \"a/b\"", "a\"b/ | \"a\\\"b\"", "ä/ | \"ä\""})
    void theRefusalNamesTheNamespaceWithoutASlash(String path, String quoted) {
        var refusal = lock(path, null).refusal();

        assertThat(refusal.status()).isEqualTo(503);
        assertThat(refusal.text())
                .contains("API access to this namespace has been locked by an administrator - " + quoted
                        + " must be unlocked to gain access.");
        assertThat(refusal.getStackTrace()).isEmpty();
        assertThat(refusal.isOutage()).isFalse();
    }

    @Test
    void aLockIsReadAsItWasWritten() {
        NamespaceLock lock = lock("a/b/", NOW.plusNanos(1)).takenOver("another", NOW, "why", ACTOR);

        NamespaceLocks locks = NamespaceLocks.KIND.put(NamespaceLocks.KIND.empty(), "id", NamespaceLocks.encode(lock));

        assertThat(locks.withId("id")).contains(lock);
        assertThat(List.copyOf(locks.below("", "").toList())).containsExactly(lock);
    }
}
