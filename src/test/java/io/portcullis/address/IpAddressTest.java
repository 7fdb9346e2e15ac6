package io.portcullis.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "2001:DB8::1, 2001:db8::1",
        "2001:db8:0:0:0:0:0:1, 2001:db8::1",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
        "1:0:0:2:0:0:0:3, 1:0:0:2::3",
        "0:0:1:1:0:0:1:1, ::1:1:0:0:1:1",
        "::1.2.3.4, ::102:304",
        "64:ff9b::1.2.3.4, 64:ff9b::102:304",
        "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
        "::ffff:1.2.3.4, 1.2.3.4",
        "::FFFF:102:304, 1.2.3.4",
        "0:0:0:0:0:ffff:0:0, 0.0.0.0",
        "::fffe:1.2.3.4, ::fffe:102:304",
        "00ab::, ab::"
    })
    void addressesAreReadAndWrittenCanonically(String text, String canonical) {
        assertThat(IpAddress.parse(text))
                .hasValueSatisfying(address -> assertThat(address).hasToString(canonical));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1",
                "1.2.3",
                "1.2.3.",
                "1.2.3.4.",
                "1.2.3.4.5",
                ".1.2.3",
                "1..2.3",
                "256.1.1.1",
                "01.2.3.4",
                "1.2.3.04",
                "1.2.3.4 ",
                " 1.2.3.4",
                "1.2.3.+4",
                "1.2.3.٤",
                "0x7f.0.0.1",
                "localhost",
                "1.2.3.4:80",
                "[::1]",
                "[::1]:80",
                ":",
                ":::",
                "::1::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4::5:6:7:8",
                ":1:2:3:4:5:6:7:8",
                "1:2:3:4:5:6:7:",
                ":1::",
                "12345::",
                "::g",
                "::1%eth0",
                "::1/128",
                "1.2.3.4::",
                "::1.2.3.4:5",
                "1:2:3:4:5:6:7:1.2.3.4",
                "::1.2.3",
                "::-1",
                "1.2.3.4/32"
            })
    void anythingElseIsNoAddress(String text) {
        assertThat(IpAddress.parse(text)).isEmpty();
    }

    @Test
    void bytesThereAndBackAgreeWithThePlatform() throws UnknownHostException {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt(256) : 0);
            }
            IpAddress address = IpAddress.of(bytes);

            assertThat(address.bytes())
                    .as("seed " + seed)
                    .isEqualTo(InetAddress.getByAddress(bytes).getAddress());
            assertThat(IpAddress.parse(address.toString())).as("seed " + seed).contains(address);
            assertThat(InetAddress.getByName(address.toString()).getAddress())
                    .as("seed " + seed)
                    .isEqualTo(address.bytes());
        }
    }

    @Test
    void ipv4WrittenAsIpv6IsTheSameAddress() {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 1};

        assertThat(IpAddress.of(mapped))
                .isEqualTo(IpAddress.of(new byte[] {10, 0, 0, 1}))
                .matches(IpAddress::isV4);
    }

    @Test
    void anAddressHas4Or16Bytes() {
        assertThatThrownBy(() -> IpAddress.of(new byte[5])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new IpAddress(32, 0, 1L << 32)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new IpAddress(64, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
