package io.portcullis.fair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {

    @Test
    void addressHasAlwaysTheSameClass() throws Exception {
        assertThat(source("192.0.2.7")).isEqualTo(source("192.0.2.7")).isBetween(0, 63);
    }

    @Test
    void addressesFallIntoAllClassesAlike() {
        // Given 16,000 neighbours
        int[] counts = new int[Origin.SOURCES];
        IntStream.range(0, 16_000)
                .forEach(i -> counts[Origin.sourceOf(new byte[] {10, 0, (byte) (i >> 8), (byte) i})]++);

        // Then each class has 250 of them, 8 standard deviations aside
        assertThat(IntStream.of(counts).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(125, 375));
    }

    @Test
    void hostsOfOneV6NetworkHaveOneClass() throws Exception {
        int network = source("2001:db8:1:2::1");

        for (int i = 2; i < 100; i++) {
            assertThat(source("2001:db8:1:2:" + i + ":" + i + "::")).isEqualTo(network);
        }
        assertThat(IntStream.range(3, 100).mapToObj(i -> "2001:db8:1:" + i + "::1"))
                .anySatisfy(other -> assertThat(source(other)).isNotEqualTo(network));
    }

    @Test
    void v4AddressWrittenAsV6HasTheClassOfTheV4Address() {
        for (int i = 0; i < 100; i++) {
            byte[] v4 = {(byte) 198, 51, 100, (byte) i};
            byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, v4[0], v4[1], v4[2], v4[3]};
            assertThat(Origin.sourceOf(mapped)).isEqualTo(Origin.sourceOf(v4));
        }
    }

    @Test
    void whatIsNoAddressHasAClassToo() {
        assertThat(Origin.sourceOf(new byte[0])).isBetween(0, 63);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 64})
    void otherClassesThereAreNone(int source) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Origin("n", "m", source));
    }

    private static int source(String address) throws UnknownHostException {
        return Origin.sourceOf(InetAddress.getByName(address).getAddress());
    }
}
