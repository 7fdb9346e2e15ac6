package io.portcullis.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.fault.Fault;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1",
        "127.0.0.1/32, 127.0.0.1",
        "10.0.0.1/8, 10.0.0.1/8",
        "10.0.0.1/31, 10.0.0.1/31",
        "0.0.0.0/0, 0.0.0.0/0",
        "1.2.3.4/08, 1.2.3.4/8",
        "::1, ::1",
        "[::1], ::1",
        "::1/128, ::1",
        "[::1/64], ::1/64",
        "::/0, ::/0",
        "2001:DB8::1/32, 2001:db8::1/32",
        "::ffff:1.2.3.4, 1.2.3.4",
        "::ffff:1.2.3.4/128, 1.2.3.4",
        "::ffff:10.0.0.1/104, 10.0.0.1/8",
        "::ffff:0:0/96, 0.0.0.0/0"
    })
    void theTextIsKeptButForItsCanonicalForm(String text, String shown) {
        assertThat(Cidr.parse(text).text()).isEqualTo(shown);
        assertThat(Cidr.parse(shown)).isEqualTo(Cidr.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "localhost",
                "1.2.3",
                "01.2.3.4",
                "1.2.3.4/33",
                "1.2.3.4/-1",
                "1.2.3.4/+1",
                "1.2.3.4/",
                "1.2.3.4/96",
                "1.2.3.4/0008",
                "::1/129",
                "::1/",
                "fe80::1%eth0",
                "1.2.3.4:80",
                "1.2.3.4:0",
                "[::1]:80",
                "[::1]:0",
                "[::1]/128",
                "[1.2.3.4]",
                "[1.2.3.4/8]",
                "10.0.0.1/8/8",
                "1.2.3.4/255.255.255.0",
                "1.2.3.4/00ffffff",
                "/run/socket",
                "/8",
                "unix:/x",
                "::ffff:1.2.3.4/64",
                "::ffff:1.2.3.4/95",
                "1.2.3.4 ",
                "[[::1]]",
                "[]",
                "[",
                "]"
            })
    void masksThatDoNotFitPortsAndNamesAreRefused(String text) {
        assertThatThrownBy(() -> Cidr.parse(text))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.status()).isEqualTo(400))
                .hasMessage(
                        "error parsing address \"%s\": Unable to convert \"%s\" to an IPv4 or IPv6 address, or a UNIX Socket",
                        text, text);
    }

    @Test
    void theRefusedTextIsQuoted() {
        assertThatThrownBy(() -> Cidr.parse("a\"\n"))
                .hasMessageStartingWith("error parsing address \"a\\\"\\n\": Unable to convert \"a\\\"\\n\" to");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1/8, 10.255.255.255, true",
        "10.0.0.1/8, 11.0.0.0, false",
        "10.0.0.1, 10.0.0.1, true",
        "10.0.0.1, 10.0.0.2, false",
        "0.0.0.0/0, 255.1.2.3, true",
        "0.0.0.0/0, ::1, false",
        "::/0, 1.2.3.4, false",
        "::/0, ffff::, true",
        "10.0.0.0/8, ::ffff:10.1.1.1, true",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::, false",
        "2001:db8::/64, 2001:db8::ffff:0:0:1, true",
        "2001:db8::/64, 2001:db8:0:1::, false",
        "2001:db8::/65, 2001:db8::8000:0:0:0, false",
        "2001:db8::/127, 2001:db8::1, true",
        "2001:db8::/127, 2001:db8::2, false"
    })
    void aNetworkContainsWhatSharesItsPrefix(String network, String address, boolean contained) {
        assertThat(Cidr.parse(network).contains(IpAddress.parse(address).orElseThrow()))
                .isEqualTo(contained);
    }

    @Test
    void containsAgreesWithArithmeticOnWholeNumbers() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            int size = random.nextBoolean() ? 4 : 16;
            int prefix = random.nextInt(size * 8 + 1);
            byte[] network = new byte[size];
            random.nextBytes(network);
            network[0] |= 1;
            byte[] address = network.clone();
            int flipped = random.nextInt(size * 8);
            address[flipped / 8] ^= (byte) (0x80 >>> flipped % 8);
            boolean expected = new BigInteger(1, network)
                            .xor(new BigInteger(1, address))
                            .shiftRight(size * 8 - prefix)
                            .signum()
                    == 0;

            assertThat(new Cidr(IpAddress.of(network), prefix).contains(IpAddress.of(address)))
                    .as("seed " + seed)
                    .isEqualTo(expected);
        }
    }

    @Test
    void aPrefixFitsItsAddress() {
        IpAddress address = IpAddress.parse("10.0.0.1").orElseThrow();

        assertThatThrownBy(() -> new Cidr(address, 33)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Cidr(address, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
