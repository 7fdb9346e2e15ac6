package io.portcullis.cli;

import io.portcullis.address.HostPort;
import io.portcullis.config.Configuration;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** {@code portcullis server}: starts a server and stays until it is told to stop. */
record ServerCommand(
        ServerLauncher<DevOptions> development,
        ServerLauncher<Configuration> real,
        Map<String, String> environment,
        PrintStream out)
        implements Command {

    private static final String DEV = "-dev";
    private static final String LISTEN_ADDRESS = "-dev-listen-address";
    private static final String ROOT_TOKEN_ID = "-dev-root-token-id";
    private static final String REDIS = "-dev-redis";
    private static final String REDIS_REMOTE = "-dev-redis-remote";
    private static final String OPS_ADDRESS = "-dev-ops-address";
    private static final String CONFIG = "-config";
    private static final String TEST = "-test";
    private static final String LOG_LEVEL = "-log-level";
    private static final String LOG_FORMAT = "-log-format";
    private static final String DEFAULT_ADDRESS = "127.0.0.1:8200";

    @Override
    public String name() {
        return "server";
    }

    @Override
    public String summary() {
        return "Starts a server: from configuration files, or with -dev for development.";
    }

    @Override
    public List<Flag> flags() {
        return List.of(
                new Flag(CONFIG, "PATH", """
                        A configuration file, HCL or JSON, or a folder of such files; may be given several
                        times. Variables named PORTCULLIS_, stanza, label, key override it, such as
                        PORTCULLIS_STORAGE_REDIS_PASSWORD_FILE."""),
                new Flag(TEST, "", "Reads the configuration, prints \"ok\" or all its mistakes, and ends."),
                new Flag(LOG_LEVEL, "LEVEL", "trace, debug, info, warn or error. Default: log_level, info."),
                new Flag(LOG_FORMAT, "FORMAT", "standard or json. Default: log_format, standard."),
                new Flag(DEV, "", "Development mode: everything in memory, ready for use at once, and not secure."),
                new Flag(LISTEN_ADDRESS, "HOST:PORT", """
                        Where it listens, on loopback only. Default: 127.0.0.1:8200.
                        Also BAO_DEV_LISTEN_ADDRESS or VAULT_DEV_LISTEN_ADDRESS."""),
                new Flag(ROOT_TOKEN_ID, "ID", """
                        The root token. Default: a random one.
                        Also BAO_DEV_ROOT_TOKEN_ID or VAULT_DEV_ROOT_TOKEN_ID."""),
                new Flag(REDIS, "URL", """
                        The Redis to use, as redis://HOST:PORT. All servers with the same Redis and the
                        same root token work together. Default: a private one."""),
                new Flag(REDIS_REMOTE, "", "Lets that Redis be on another machine."),
                new Flag(OPS_ADDRESS, "HOST:PORT", """
                        Where /livez, /readyz and /metrics are served, on loopback only. Default: nowhere."""),
                // What people have in their scripts: nothing is stored anyway.
                new Flag("-dev-no-store-token", "", ""));
    }

    @Override
    public int run(Flags flags) throws Exception {
        List<Path> files = flags.values(CONFIG).stream().map(Path::of).toList();
        if (flags.isOn(DEV)) {
            if (!files.isEmpty() || flags.isOn(TEST)) {
                throw new WrongUsage("-dev takes no configuration file.");
            }
            return runForDevelopment(flags);
        }
        if (files.isEmpty()) {
            throw new WrongUsage("Either -config=PATH or -dev is needed.");
        }
        Configuration configuration = Configuration.read(files, environment);
        if (flags.isOn(TEST)) {
            configuration.warnings().forEach(out::println);
            out.println("ok");
            return Portcullis.OK;
        }
        log(flags, configuration.log());
        return stay(real.start(configuration), server -> new ServerBanner(server, configuration).text());
    }

    private int runForDevelopment(Flags flags) throws Exception {
        DevOptions options = options(flags);
        log(flags, new Configuration.Log("info", false));
        return stay(
                development.start(options),
                server -> new DevBanner(server, options.redisUrl().isPresent()).text());
    }

    private int stay(RunningServer server, Function<RunningServer, String> banner) throws InterruptedException {
        ProcessEnd.close(server);
        out.println(banner.apply(server));
        ProcessEnd.await();
        return Portcullis.OK;
    }

    private static void log(Flags flags, Configuration.Log configured) {
        LogLevel.named(flags.value(LOG_LEVEL).orElse(configured.level())).apply();
        LogFormat.named(flags.value(LOG_FORMAT).orElse(configured.json() ? "json" : "standard"))
                .apply();
    }

    private DevOptions options(Flags flags) {
        String address = flags.value(LISTEN_ADDRESS)
                .or(() -> fromEnvironment("DEV_LISTEN_ADDRESS"))
                .orElse(DEFAULT_ADDRESS);
        try {
            return new DevOptions(
                    host(address),
                    port(address),
                    flags.value(ROOT_TOKEN_ID)
                            .filter(id -> !id.isEmpty())
                            .or(() -> fromEnvironment("DEV_ROOT_TOKEN_ID")),
                    flags.value(REDIS),
                    flags.isOn(REDIS_REMOTE),
                    opsAddress(flags),
                    LogLevel.named(flags.value(LOG_LEVEL).orElse("info")).name());
        } catch (IllegalArgumentException e) {
            throw new WrongUsage(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<HostPort> opsAddress(Flags flags) {
        return flags.value(OPS_ADDRESS)
                .map(text -> HostPort.parse(text)
                        .orElseThrow(() -> new WrongUsage(OPS_ADDRESS + ": not of the form HOST:PORT: " + text)));
    }

    private static String host(String address) {
        int colon = address.lastIndexOf(':');
        if (colon < 1) {
            throw new WrongUsage(LISTEN_ADDRESS + ": not of the form HOST:PORT: " + address);
        }
        return address.substring(0, colon).replaceAll("^\\[(.*)]$", "$1");
    }

    private static int port(String address) {
        String digits = address.substring(address.lastIndexOf(':') + 1);
        if (!digits.matches("[0-9]{1,5}")) {
            throw new WrongUsage(LISTEN_ADDRESS + ": no such port: " + digits);
        }
        return Integer.parseInt(digits);
    }

    private Optional<String> fromEnvironment(String name) {
        return Stream.of("BAO_", "VAULT_")
                .map(prefix -> environment.getOrDefault(prefix + name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst();
    }
}
