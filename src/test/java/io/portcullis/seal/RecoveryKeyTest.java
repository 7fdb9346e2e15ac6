package io.portcullis.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.secret.SecretBytes;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shares are put together by an independent reading of Shamir's scheme, over the field of AES, place last: as Vault does. */
class RecoveryKeyTest {

    private static final long SEED = 20_240_117;

    private final Seal seal = Seal.unseal(SealKey.development(), Seal.newKeyring(SealKey.development()));

    private static int times(int a, int b) {
        int product = 0;
        for (int bit = 0; bit < 8; bit++) {
            product ^= (b >> bit & 1) * (a << bit);
        }
        for (int bit = 14; bit >= 8; bit--) {
            product ^= (product >> bit & 1) * (0x11b << (bit - 8));
        }
        return product;
    }

    private static int inverse(int a) {
        return IntStream.range(1, 256).filter(b -> times(a, b) == 1).findFirst().orElseThrow();
    }

    /** Interpolates at zero. */
    private static byte[] combined(List<byte[]> shares) {
        int length = shares.get(0).length - 1;
        byte[] secret = new byte[length];
        for (byte[] share : shares) {
            int place = share[length] & 0xff;
            int weight = 1;
            for (byte[] other : shares) {
                int otherPlace = other[length] & 0xff;
                if (otherPlace != place) {
                    weight = times(weight, times(otherPlace, inverse(otherPlace ^ place)));
                }
            }
            for (int i = 0; i < length; i++) {
                secret[i] ^= (byte) times(share[i] & 0xff, weight);
            }
        }
        return secret;
    }

    private static List<byte[]> split(RecoveryKey key, int shares, int threshold) {
        return key.split(shares, threshold).stream()
                .map(share -> share.read(byte[]::clone))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"2, 2", "5, 3", "3, 2", "10, 10", "255, 2", "255, 255"})
    void asManySharesAsTheThresholdGiveTheKeyAndFewerDoNot(int shares, int threshold) {
        try (RecoveryKey key = RecoveryKey.random()) {
            List<byte[]> split = new java.util.ArrayList<>(split(key, shares, threshold));
            java.util.Collections.shuffle(split, new Random(SEED));

            assertThat(split)
                    .hasSize(shares)
                    .allSatisfy(share -> assertThat(share).hasSize(33));
            assertThat(seal.hash(Purpose.RECOVERY, combined(split.subList(0, threshold))))
                    .as("seed %s", SEED)
                    .isEqualTo(key.hash(seal));
            assertThat(seal.hash(Purpose.RECOVERY, combined(split.subList(0, threshold - 1))))
                    .isNotEqualTo(key.hash(seal));
        }
    }

    @Test
    void aSingleShareIsTheKey() {
        try (RecoveryKey key = RecoveryKey.random()) {
            List<byte[]> split = split(key, 1, 1);

            assertThat(split).hasSize(1);
            assertThat(seal.hash(Purpose.RECOVERY, split.get(0))).isEqualTo(key.hash(seal));
        }
    }

    @Test
    void noTwoKeysAreTheSameAndNoneShowsItself() {
        try (RecoveryKey one = RecoveryKey.random();
                RecoveryKey other = RecoveryKey.random()) {
            assertThat(one.hash(seal)).isNotEqualTo(other.hash(seal));
            assertThat(one.toString()).matches(".*RecoveryKey@[0-9a-f]+");
            assertThat(one.split(2, 2)).allSatisfy(SecretBytes::close);
        }
    }
}
