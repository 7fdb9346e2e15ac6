package io.portcullis.cli;

import io.portcullis.config.Configuration;

/** What a server says about itself when it has started. */
record ServerBanner(RunningServer server, Configuration configuration) {

    String text() {
        boolean tls = configuration.listener().tls().isPresent();
        return """
                ==> Portcullis server configuration:

                         Listener: %s (%s)
                              Ops: %s
                          Storage: redis (%s)
                          Version: %s

                ==> Portcullis server started! The log goes to standard error.
                """.formatted(
                        configuration.listener().address(),
                        tls ? "TLS" : "without TLS",
                        configuration.opsAddress().map(Object::toString).orElse("off"),
                        configuration.storageMode(),
                        VersionCommand.version());
    }
}
