package io.portcullis.cli;

import java.util.Locale;

/** How much the log tells; chosen once, before anything is logged. */
enum LogLevel {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR;

    /** The system property that the configuration of the log reads. */
    static final String PROPERTY = "portcullis.log.level";

    /** The level of this name, in any case; the other names that Vault knows are understood too. */
    static LogLevel named(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "trace" -> TRACE;
            case "debug" -> DEBUG;
            case "info", "notice" -> INFO;
            case "warn", "warning" -> WARN;
            case "error", "err" -> ERROR;
            default -> throw new WrongUsage("-log-level: unknown log level: " + name);
        };
    }

    /** To be called before anything is logged. */
    void apply() {
        System.setProperty(PROPERTY, name());
    }
}
