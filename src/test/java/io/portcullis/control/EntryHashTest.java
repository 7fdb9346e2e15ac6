package io.portcullis.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.seal.Seal;
import io.portcullis.seal.SealKey;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The head of a control plane: any other state, however it came about, has another one (threats R2). */
class EntryHashTest {

    private static final Seal SEAL = seal();

    private static Seal seal() {
        SealKey key = SealKey.development();
        return Seal.unseal(key, Seal.newKeyring(key));
    }

    private static BigInteger hash(String kind, String key, int... content) {
        byte[] bytes = new byte[content.length];
        for (int i = 0; i < content.length; i++) {
            bytes[i] = (byte) content[i];
        }
        return EntryHash.of(SEAL, kind, key, bytes);
    }

    @Test
    void placeAndContentDecideAndNothingRunsIntoItsNeighbour() {
        assertThat(List.of(
                        hash("mounts", "a", 1),
                        hash("mounts", "a", 2),
                        hash("mounts", "b", 1),
                        hash("mount", "sa", 1),
                        hash("mountsa", "", 1),
                        hash("mounts", "a\u0001"),
                        hash("mounts", "", 'a', 1),
                        hash("mounts", "a", 1, 0)))
                .doesNotHaveDuplicates();
    }

    @Test
    void aSumDoesNotDependOnTheOrderAndForgetsWhatIsTakenAway() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<BigInteger> hashes = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            hashes.add(hash("words", "key" + i, random.nextInt(256)));
        }
        BigInteger sum = sum(hashes);
        Collections.shuffle(hashes, random);

        assertThat(sum(hashes)).as("seed %d", seed).isEqualTo(sum);
        assertThat(sum.bitLength()).as("seed %d", seed).isLessThanOrEqualTo(256);
        for (BigInteger each : hashes) {
            sum = EntryHash.subtract(sum, each);
            assertThat(sum.signum()).as("seed %d", seed).isNotNegative();
        }
        assertThat(sum).as("seed %d", seed).isZero();
    }

    private static BigInteger sum(List<BigInteger> hashes) {
        return hashes.stream().reduce(BigInteger.ZERO, EntryHash::add);
    }

    @Test
    void theHeadTiesNumberEntriesAndKeyTogether() {
        BigInteger one = hash("words", "a", 1);
        BigInteger largest = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

        assertThat(EntryHash.epoch(SEAL, 1, one)).isEqualTo(EntryHash.epoch(SEAL, 1, one));
        assertThat(List.of(
                        EntryHash.epoch(SEAL, 1, one).head(),
                        EntryHash.epoch(SEAL, 2, one).head(),
                        EntryHash.epoch(SEAL, 1, BigInteger.ZERO).head(),
                        EntryHash.epoch(SEAL, 1, largest).head(),
                        EntryHash.epoch(seal(), 1, one).head()))
                .doesNotHaveDuplicates()
                .allSatisfy(head -> assertThat(head).matches("[0-9a-f]{32}"));
    }
}
