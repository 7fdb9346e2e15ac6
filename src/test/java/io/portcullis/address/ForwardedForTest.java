package io.portcullis.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.fault.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardedForTest {

    private static final List<Cidr> PROXIES = List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("fd00::/8"));
    private static final IpAddress PROXY = address("10.0.0.9");
    private static final IpAddress STRANGER = address("203.0.113.7");
    private static final String UNREADABLE = "error parsing client address from x-forwarded-for header";

    @Test
    void withoutAuthorizedProxiesTheHeaderIsIgnored() {
        assertThat(ForwardedFor.ignored().clientAddress(STRANGER, List.of("1.2.3.4")))
                .isEqualTo(STRANGER);
        assertThat(ForwardedFor.ignored().clientAddress(STRANGER, List.of("garbage")))
                .isEqualTo(STRANGER);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    192.0.2.1                           | 192.0.2.1
                    '  192.0.2.1  '                     | 192.0.2.1
                    192.0.2.1:4711                      | 192.0.2.1
                    2001:db8::1                         | 2001:db8::1
                    [2001:db8::1]                       | 2001:db8::1
                    [2001:db8::1]:4711                  | 2001:db8::1
                    ::ffff:192.0.2.1                    | 192.0.2.1
                    1.1.1.1, 192.0.2.1                  | 192.0.2.1
                    1.1.1.1, 192.0.2.1, 10.0.0.2        | 192.0.2.1
                    1.1.1.1,192.0.2.1,fd00::2,10.0.0.2  | 192.0.2.1
                    garbage, 192.0.2.1                  | 192.0.2.1
                    10.0.0.3, 10.0.0.2                  | 10.0.0.3
                    """)
    void theRightMostEntryThatIsNoProxyIsTheClient(String header, String client) {
        assertThat(ForwardedFor.trusting(PROXIES).clientAddress(PROXY, List.of(header)))
                .isEqualTo(address(client));
    }

    @Test
    void allLinesOfTheHeaderCount() {
        List<String> lines = List.of("6.6.6.6", "1.1.1.1, 192.0.2.1", "10.0.0.2");

        assertThat(ForwardedFor.trusting(PROXIES).clientAddress(PROXY, lines)).isEqualTo(address("192.0.2.1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "unknown",
                "1.1.1.1, ",
                "1.1.1.1, garbage",
                "garbage, 10.0.0.2",
                "1.1.1.1, 10.0.0.2, _hidden, 10.0.0.3",
                "1.1.1.1:",
                "1.1.1.1:x",
                "[1.1.1.1]:80",
                "[::1",
                "[::1]x",
                "localhost",
                "1.1.1.1:123456",
                ":80"
            })
    void anUnreadableEntryThatCountsIsRefused(String header) {
        assertRefused(ForwardedFor.trusting(PROXIES), PROXY, List.of(header), UNREADABLE);
    }

    @Test
    void skippedHopsArePassedOverUnseen() {
        var skipping = new ForwardedFor(PROXIES, 1, true, true);

        assertThat(skipping.clientAddress(PROXY, List.of("1.1.1.1, 192.0.2.1, garbage")))
                .isEqualTo(address("192.0.2.1"));
        assertThat(skipping.clientAddress(PROXY, List.of("192.0.2.1, 10.0.0.2, 198.51.100.1")))
                .isEqualTo(address("192.0.2.1"));
        assertRefused(
                skipping,
                PROXY,
                List.of("192.0.2.1"),
                "malformed x-forwarded-for configuration or request, hops to skip (1) would skip before earliest chain link (chain length 1)");
    }

    @Test
    void whatIsMissingOrFromAStrangerIsRefusedByDefault() {
        assertRefused(
                ForwardedFor.trusting(PROXIES),
                PROXY,
                List.of(),
                "missing x-forwarded-for header and configured to reject when not present");
        assertRefused(
                ForwardedFor.trusting(PROXIES),
                STRANGER,
                List.of("1.1.1.1"),
                "client address not authorized for x-forwarded-for and configured to reject connection");
    }

    @Test
    void whatIsNotRefusedCountsAsComingFromThePeer() {
        var lenient = new ForwardedFor(PROXIES, 0, false, false);

        assertThat(lenient.clientAddress(STRANGER, List.of("1.1.1.1"))).isEqualTo(STRANGER);
        assertThat(lenient.clientAddress(PROXY, List.of())).isEqualTo(PROXY);
        assertThat(lenient.clientAddress(PROXY, List.of("1.1.1.1"))).isEqualTo(address("1.1.1.1"));
    }

    @Test
    void hopsToSkipCannotBeNegative() {
        assertThatThrownBy(() -> new ForwardedFor(PROXIES, -1, true, true))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertRefused(ForwardedFor forwarded, IpAddress peer, List<String> lines, String sentence) {
        assertThatThrownBy(() -> forwarded.clientAddress(peer, lines))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.status()).isEqualTo(400))
                .hasMessage(sentence);
    }

    private static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }
}
