package io.portcullis;

import io.portcullis.cli.DevOptions;
import io.portcullis.cli.Portcullis;
import io.portcullis.cli.ServerLauncher;

/** The program {@code portcullis}. */
public final class Main {

    private Main() {}

    /** Runs the command of these arguments and ends the process with its status. */
    public static void main(String[] arguments) {
        ServerLauncher<DevOptions> development = options -> DevServer.start(options, System.getenv());
        System.exit(new Portcullis(development, ConfiguredServer::start, System.getenv(), System.out, System.err)
                .run(arguments));
    }
}
