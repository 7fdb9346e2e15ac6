package io.portcullis.config;

import io.portcullis.address.IpAddress;
import io.portcullis.redis.RedisAccess;
import io.portcullis.redis.RedisKeys;
import io.portcullis.redis.RedisLogin;
import io.portcullis.redis.RedisSettings;
import io.portcullis.redis.RedisSettings.Topology;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the stanza {@code storage "redis"}. */
final class RedisStorage {

    private static final String LOCAL = "redis://127.0.0.1";
    private static final List<String> MODES = List.of("standalone", "sentinel", "cluster");
    private static final Map<String, Integer> MODE_TO_PORT =
            Map.of("standalone", 6379, "sentinel", 26_379, "cluster", 6379);
    private static final List<String> SENTINEL_KEYS =
            List.of("sentinel_master", "sentinel_username", "sentinel_password", "sentinel_password_file");
    private static final List<String> TLS_KEYS = List.of("tls_ca_file", "tls_cert_file", "tls_key_file");

    private static final String ADDRESS = "redis://HOST:PORT or rediss://HOST:PORT, without user, password and path";

    private final Section section;
    private final String mode;

    private RedisStorage(Section section) {
        this.section = section;
        this.mode = section.word("mode", "standalone", MODES);
    }

    /** What it says; a Redis of this machine where a mistake is to be told. */
    static RedisSettings read(Section section) {
        return new RedisStorage(section).read();
    }

    private RedisSettings read() {
        List<String> addresses = addresses();
        RedisAccess access = access();
        RedisKeys keys = section.value(
                        "key_prefix", "letters, digits, '_', '.', '-' and a final ':'", RedisStorage::keys)
                .orElse(new RedisKeys(RedisKeys.DEFAULT_PREFIX));
        Duration deadline = section.duration(
                "timeout", RedisSettings.DEFAULT_DEADLINE, Duration.ofMillis(50), Duration.ofMinutes(1));
        boolean usable = !addresses.isEmpty()
                && (!isSentinel() || !access.sentinelMaster().isEmpty());
        return usable
                ? new RedisSettings(Topology.valueOf(mode.toUpperCase(Locale.ROOT)), addresses, access, keys, deadline)
                : RedisSettings.standalone(LOCAL);
    }

    private boolean isSentinel() {
        return mode.equals("sentinel");
    }

    private static Optional<RedisKeys> keys(String prefix) {
        try {
            return Optional.of(new RedisKeys(prefix));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private List<String> addresses() {
        String key = section.has("address") ? "address" : "addresses";
        boolean both = section.has("address") && section.has("addresses");
        boolean plaintextAllowed = section.flag("allow_plaintext", false);
        List<String> addresses = key.equals("address")
                ? section.value(key, ADDRESS, this::address).stream().toList()
                : section.list(key, ADDRESS, this::address);
        if (both) {
            section.wrong("addresses", "address is given, too");
        } else if (!section.has(key)) {
            section.missing("address", "redis://HOST:PORT or rediss://HOST:PORT");
        } else if (mode.equals("standalone") && addresses.size() > 1) {
            section.wrong(key, "several, and the mode is standalone");
        } else if (addresses.stream()
                        .map(URI::create)
                        .map(URI::getScheme)
                        .distinct()
                        .count()
                > 1) {
            section.wrong(key, "some begin with redis:// and some with rediss://");
        } else if (!plaintextAllowed && addresses.stream().anyMatch(RedisStorage::isExposed)) {
            section.wrong(key, "plaintext to another machine (expected rediss://, or allow_plaintext = true)");
        } else {
            checkTls(addresses);
            return addresses;
        }
        return List.of();
    }

    private Optional<String> address(String text) {
        try {
            URI uri = new URI(text);
            boolean good = ("redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawPath().isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && uri.getPort() != 0
                    && uri.getPort() <= 65_535;
            int port = uri.getPort() < 0 ? MODE_TO_PORT.get(mode) : uri.getPort();
            return good ? Optional.of(uri.getScheme() + "://" + uri.getHost() + ":" + port) : Optional.empty();
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }

    private static boolean isExposed(String address) {
        URI uri = URI.create(address);
        String host = uri.getHost().replaceAll("^\\[(.*)]$", "$1");
        boolean loopback = host.equals("localhost")
                || IpAddress.parse(host).filter(IpAddress::isLoopback).isPresent();
        return uri.getScheme().equals("redis") && !loopback;
    }

    private void checkTls(List<String> addresses) {
        boolean plaintext = addresses.stream().anyMatch(address -> address.startsWith("redis://"));
        TLS_KEYS.stream()
                .filter(key -> plaintext && section.has(key))
                .forEach(key -> section.wrong(key, "needs rediss:// addresses"));
    }

    private RedisAccess access() {
        Optional<RedisLogin> login = login("");
        Optional<RedisLogin> sentinelLogin = login("sentinel_");
        String master = section.text("sentinel_master").orElse("");
        if (isSentinel() && !section.has("sentinel_master")) {
            section.missing("sentinel_master", "the name by which the sentinels know the primary");
        }
        SENTINEL_KEYS.stream()
                .filter(key -> !isSentinel() && section.has(key))
                .forEach(key -> section.wrong(key, "needs mode = \"sentinel\""));
        return new RedisAccess(login, sentinelLogin, master, tls());
    }

    private Optional<RedisLogin> login(String prefix) {
        Optional<String> user = section.secretText(prefix + "username");
        Optional<String> password = section.secretText(prefix + "password");
        String passwordKey = prefix + "password";
        boolean hasPassword = section.has(passwordKey) || section.has(passwordKey + "_file");
        if (user.isPresent() && !hasPassword) {
            String userKey = section.has(prefix + "username_file") ? prefix + "username_file" : prefix + "username";
            section.wrong(userKey, "a user without " + passwordKey + "_file");
        }
        return password.map(secret -> new RedisLogin(user.orElse("default"), secret));
    }

    private RedisAccess.Tls tls() {
        Optional<String> ca = PemFile.CERTIFICATE.at(section, "tls_ca_file");
        Optional<String> certificate = PemFile.CERTIFICATE.at(section, "tls_cert_file");
        Optional<String> key = PemFile.KEY.at(section, "tls_key_file");
        if (section.has("tls_cert_file") != section.has("tls_key_file")) {
            String given = section.has("tls_cert_file") ? "tls_cert_file" : "tls_key_file";
            section.wrong(given, "tls_cert_file and tls_key_file come together");
        }
        boolean pair = certificate.isPresent() && key.isPresent();
        return new RedisAccess.Tls(ca, certificate.filter(one -> pair), key.filter(one -> pair));
    }
}
