package io.portcullis.cli;

/** How a line of the log looks; chosen once, before anything is logged. */
enum LogFormat {
    STANDARD,
    JSON;

    /** The system property that the configuration of the log reads. */
    static final String PROPERTY = "portcullis.log.format";

    /** The format of this name. */
    static LogFormat named(String name) {
        return switch (name) {
            case "standard" -> STANDARD;
            case "json" -> JSON;
            default -> throw new WrongUsage("-log-format: unknown log format: " + name);
        };
    }

    /** To be called before anything is logged. */
    void apply() {
        System.setProperty(PROPERTY, name());
    }
}
