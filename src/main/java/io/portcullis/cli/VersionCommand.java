package io.portcullis.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** {@code portcullis version}. */
record VersionCommand(PrintStream out) implements Command {

    /** The version of this build, as its jar says, and that of Java. */
    static String version() {
        String version = Optional.ofNullable(VersionCommand.class.getPackage().getImplementationVersion())
                .orElse("0.0.0-unpackaged");
        return "Portcullis v" + version + ", Java " + Runtime.version();
    }

    @Override
    public String name() {
        return "version";
    }

    @Override
    public String summary() {
        return "Prints the version.";
    }

    @Override
    public List<Flag> flags() {
        return List.of();
    }

    @Override
    public int run(Flags flags) {
        out.println(version());
        return Portcullis.OK;
    }
}
