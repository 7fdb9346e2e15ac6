package io.portcullis.config;

import java.util.List;
import java.util.Optional;

/**
 * TLS of the listener; all files are PEM.
 *
 * @param certificateFile the certificate, then those above it
 * @param keyFile its private key
 * @param protocols what is spoken, such as {@code TLSv1.3}
 * @param clientCaFile who signs certificates of clients; empty: clients are not asked for one
 * @param clientCertificateRequired whether a client without one is refused
 */
public record ListenerTls(
        String certificateFile,
        String keyFile,
        List<String> protocols,
        Optional<String> clientCaFile,
        boolean clientCertificateRequired) {

    private static final List<String> VERSIONS = List.of("tls12", "tls13");
    private static final List<String> PROTOCOLS = List.of("TLSv1.2", "TLSv1.3");

    public ListenerTls {
        protocols = List.copyOf(protocols);
    }

    /** Nothing, if TLS is disabled or lacks a file. */
    static Optional<ListenerTls> read(Section section) {
        boolean disabled = section.flag("tls_disable").orElse(section.has("tls_disable"));
        Optional<String> certificate = PemFile.CERTIFICATE.at(section, "tls_cert_file", !disabled);
        Optional<String> key = PemFile.KEY.at(section, "tls_key_file", !disabled);
        List<String> protocols = protocols(section);
        boolean required = section.flag("tls_require_and_verify_client_cert", false);
        boolean refused = section.flag("tls_disable_client_certs", false);
        Optional<String> clientCa = PemFile.CERTIFICATE.at(section, "tls_client_ca_file", !disabled);
        if (required && refused) {
            section.wrong("tls_disable_client_certs", "contradicts tls_require_and_verify_client_cert");
        } else if (required && !section.has("tls_client_ca_file")) {
            section.wrong("tls_require_and_verify_client_cert", "needs tls_client_ca_file");
        }
        if (disabled) {
            return Optional.empty();
        }
        require(section, "tls_cert_file", "a PEM file, or tls_disable = true");
        require(section, "tls_key_file", "a PEM file, or tls_disable = true");
        return certificate.flatMap(chain -> key.map(
                secret -> new ListenerTls(chain, secret, protocols, clientCa.filter(ca -> !refused), required)));
    }

    private static void require(Section section, String key, String expected) {
        if (!section.has(key)) {
            section.missing(key, expected);
        }
    }

    private static List<String> protocols(Section section) {
        int least = VERSIONS.indexOf(section.word("tls_min_version", "tls12", VERSIONS));
        int most = VERSIONS.indexOf(section.word("tls_max_version", "tls13", VERSIONS));
        if (least > most) {
            section.wrong("tls_max_version", "lower than tls_min_version");
            return List.of();
        }
        return PROTOCOLS.subList(least, most + 1);
    }
}
