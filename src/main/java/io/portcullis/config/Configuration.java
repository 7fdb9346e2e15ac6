package io.portcullis.config;

import io.portcullis.address.Cidr;
import io.portcullis.address.HostPort;
import io.portcullis.password.HashingSettings;
import io.portcullis.password.PasswordHash;
import io.portcullis.redis.RedisSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a server is asked to be: its configuration, read and checked. {@code docs/configuration.md} states the rules.
 *
 * @param listener where the API is served
 * @param opsAddress where liveness, readiness and metrics are served; empty: nowhere
 * @param drainDelay how long the node goes on serving after it said that it is not ready any more
 * @param redis where the state is
 * @param seal the keys that open the keyring
 * @param lockout how user lockout is set where no mount says otherwise
 * @param leases how long leases last where no mount says otherwise
 * @param log what is logged, and how
 * @param apiAddress the URL by which clients reach this node; may be empty
 * @param clusterName what the cluster is called; may be empty
 * @param initAllowed from where, beside loopback, a store may be initialised
 * @param tokenPrefix what new service tokens begin with
 * @param eventLoops number of event loops
 * @param hashing how passwords are hashed
 * @param pidFile where the number of the process is written; empty: nowhere
 * @param warnings what an operator should know, for the log
 */
public record Configuration(
        Listener listener,
        Optional<HostPort> opsAddress,
        Duration drainDelay,
        RedisSettings redis,
        SealKeys seal,
        Lockout lockout,
        Leases leases,
        Log log,
        String apiAddress,
        String clusterName,
        List<Cidr> initAllowed,
        String tokenPrefix,
        int eventLoops,
        HashingSettings hashing,
        Optional<Path> pidFile,
        List<String> warnings) {

    private static final int MOST_THREADS = 1_024;
    private static final Duration LEAST_QUEUE = Duration.ofMillis(100);
    private static final Duration MOST_QUEUE = Duration.ofSeconds(30);

    public Configuration {
        initAllowed = List.copyOf(initAllowed);
        warnings = List.copyOf(warnings);
    }

    /**
     * Leases of tokens.
     *
     * @param standard {@code default_lease_ttl}
     * @param longest {@code max_lease_ttl}
     */
    public record Leases(Duration standard, Duration longest) {

        private static final Duration USUAL = Duration.ofHours(768);

        private static Leases read(Section top) {
            Duration longest = top.duration("max_lease_ttl", USUAL, Duration.ofSeconds(1));
            Duration usual = longest.compareTo(USUAL) < 0 ? longest : USUAL;
            Duration standard = top.duration("default_lease_ttl", usual, Duration.ofSeconds(1));
            if (standard.compareTo(longest) > 0) {
                top.wrong("default_lease_ttl", "longer than max_lease_ttl");
            }
            return new Leases(standard, longest);
        }
    }

    /**
     * The log.
     *
     * @param level {@code trace}, {@code debug}, {@code info}, {@code warn} or {@code error}
     * @param json whether each line is an object of JSON
     */
    public record Log(String level, boolean json) {

        /** The words for a level. */
        public static final List<String> LEVELS =
                List.of("trace", "debug", "info", "notice", "warn", "warning", "error", "err");

        /** The words for a format. */
        public static final List<String> FORMATS = List.of("standard", "json");

        private static Log read(Section top) {
            String level = top.word("log_level", "info", LEVELS);
            String format = top.word("log_format", "standard", FORMATS);
            return new Log(level, format.equals("json"));
        }
    }

    /**
     * Reads these files (of a folder, all {@code *.hcl} and {@code *.json} in the order of their names), and the variables that
     * stand for keys.
     *
     * @param paths at least one
     * @throws InvalidConfiguration with all mistakes of all files
     */
    public static Configuration read(List<Path> paths, Map<String, String> environment) throws InvalidConfiguration {
        Reading reading = new Reading(paths, environment);
        Configuration read = of(reading);
        List<String> mistakes = reading.mistakes().lines();
        if (!mistakes.isEmpty()) {
            throw new InvalidConfiguration(mistakes);
        }
        return read;
    }

    /** What could be read; for all else the defaults. */
    static Configuration of(Reading reading) {
        Section top = reading.top();
        Listener listener = Listener.read(reading.section("listener", "tcp"));
        Section ops = reading.section("listener", "ops");
        RedisSettings redis = RedisStorage.read(reading.section("storage", "redis"));
        SealKeys seal = SealKeys.read(reading.section("seal", "static"));
        Lockout lockout = Lockout.read(
                reading.section("user_lockout", "all"),
                reading.section("user_lockout", "userpass"),
                reading.lockoutForced());
        readWithoutEffect(top);
        int cores = Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS);
        Configuration read = new Configuration(
                listener,
                ops.value("address", "HOST:PORT", HostPort::parse),
                ops.duration("drain_delay", Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1)),
                redis,
                seal,
                lockout,
                Leases.read(top),
                Log.read(top),
                top.value("api_addr", "a URL such as \"https://login.example.com:8200\"", Configuration::url)
                        .orElse(""),
                top.text("cluster_name").orElse(""),
                top.list("init_allowed_cidrs", "addresses and networks, such as \"10.0.0.0/8\"", Listener::cidr),
                top.value("token_prefix", "1 to 16 letters and digits and a final dot", Configuration::tokenPrefix)
                        .orElse("s."),
                top.number("event_loops", cores, 1, MOST_THREADS),
                hashing(top, cores),
                top.value("pid_file", "the name of a file", Configuration::path),
                reading.notices());
        reading.finish();
        return read;
    }

    private static HashingSettings hashing(Section top, int cores) {
        return new HashingSettings(
                top.number("hashing_workers", cores, 1, MOST_THREADS),
                top.number("hashing_lanes", 0, 0, HashingSettings.MOST_LANES),
                top.duration("hashing_queue", HashingSettings.QUEUE_TARGET, LEAST_QUEUE, MOST_QUEUE),
                top.number("bcrypt_cost", PasswordHash.DEFAULT_COST, PasswordHash.DEFAULT_COST, PasswordHash.MOST_COST),
                top.flag("bcrypt_upgrade", false));
    }

    private static Optional<String> tokenPrefix(String text) {
        return Optional.of(text).filter(some -> some.matches("[A-Za-z0-9]{1,16}\\."));
    }

    /** {@code standalone}, {@code sentinel} or {@code cluster}. */
    public String storageMode() {
        return redis.topology().name().toLowerCase(Locale.ROOT);
    }

    /** What stands in the files that operators have, and means nothing here. */
    private static void readWithoutEffect(Section top) {
        top.flag("disable_mlock", true);
        top.notice("disable_mlock", "without effect: memory is never locked, so keep swap off or encrypted");
        if (top.flag("ui", false)) {
            top.wrong("ui", "there is no user interface (expected false)");
        } else {
            top.notice("ui", "without effect: there is no user interface");
        }
    }

    private static Optional<Path> path(String name) {
        try {
            return Optional.of(Path.of(name)).filter(path -> !name.isEmpty());
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    private static Optional<String> url(String text) {
        try {
            URI uri = new URI(text);
            boolean good = ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null;
            return good ? Optional.of(text) : Optional.empty();
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }
}
