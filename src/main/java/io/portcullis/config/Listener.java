package io.portcullis.config;

import io.portcullis.address.Cidr;
import io.portcullis.address.ForwardedFor;
import io.portcullis.address.HostPort;
import io.portcullis.fault.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The stanza {@code listener "tcp"}.
 *
 * @param address where the API is served
 * @param tls certificate and key; empty: without TLS
 * @param forwardedFor which proxies are believed about the client's address
 * @param idle how long a connection may be silent
 * @param bodyDeadline how long the body of a request may take
 * @param bodyLimit most bytes of the body of a request
 */
public record Listener(
        HostPort address,
        Optional<ListenerTls> tls,
        ForwardedFor forwardedFor,
        Duration idle,
        Duration bodyDeadline,
        int bodyLimit) {

    private static final HostPort LOCAL = new HostPort("127.0.0.1", 8200);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MOST_BODY = 1024 * 1024;

    static Listener read(Section section) {
        return new Listener(
                section.value("address", "HOST:PORT", HostPort::parse).orElse(LOCAL),
                ListenerTls.read(section),
                forwardedFor(section),
                section.duration("http_idle_timeout", Duration.ofSeconds(75), SECOND, HOUR),
                section.duration("http_read_timeout", Duration.ofSeconds(10), SECOND, HOUR),
                section.number("max_request_size", MOST_BODY, 1024, MOST_BODY));
    }

    private static ForwardedFor forwardedFor(Section section) {
        List<Cidr> proxies = section.list(
                "x_forwarded_for_authorized_addrs", "addresses and networks, such as \"10.0.0.0/8\"", Listener::cidr);
        return new ForwardedFor(
                proxies,
                section.number("x_forwarded_for_hop_skips", 0, 0, 100),
                section.flag("x_forwarded_for_reject_not_present", true),
                section.flag("x_forwarded_for_reject_not_authorized", true));
    }

    /** The network that a text is; empty if it is none. */
    static Optional<Cidr> cidr(String text) {
        try {
            return Optional.of(Cidr.parse(text));
        } catch (Fault none) {
            return Optional.empty();
        }
    }
}
