package io.portcullis.cli;

import java.net.InetSocketAddress;

/** What a development server says about itself, with the lines of a first login to copy; it holds the root token. */
record DevBanner(RunningServer server, boolean sharedRedis) {

    String text() {
        return """
                ==> Portcullis server configuration:

                         Listener: %1$s
                          Storage: %2$s
                          Version: %3$s

                ==> Portcullis server started!

                WARNING! This is development mode. It is NOT secure and must never see real data:

                  * storage:  %4$s
                  * seal key: published in the source code, so it keeps nothing secret
                  * HTTP:     without TLS, on loopback only
                  * root:     every local user who sees the token below may do everything

                Root Token: %5$s

                For the client you have:

                    export VAULT_ADDR='%1$s'
                    export BAO_ADDR='%1$s'
                    export VAULT_TOKEN=%6$s
                    export BAO_TOKEN=%6$s

                A first login with curl, after these exports:

                    curl -sS -H "X-Vault-Token: $VAULT_TOKEN" -d '{"type":"userpass"}' %1$s/v1/sys/auth/userpass
                    curl -sS -H "X-Vault-Token: $VAULT_TOKEN" -d '{"password":"open-sesame"}' %1$s/v1/auth/userpass/users/alice
                    curl -sS -d '{"password":"open-sesame"}' %1$s/v1/auth/userpass/login/alice

                And what the token of that login is:

                    token=$(curl -sS -d '{"password":"open-sesame"}' %1$s/v1/auth/userpass/login/alice | sed 's/.*"client_token":"\\([^"]*\\)".*/\\1/')
                    curl -sS -H "X-Vault-Token: $token" %1$s/v1/auth/token/lookup-self
                """.formatted(
                        url(server.listenAddress()),
                        sharedRedis ? "the Redis you gave" : "a private Redis, in memory",
                        VersionCommand.version(),
                        sharedRedis
                                ? "the Redis you gave, readable by whoever can connect to it"
                                : "in memory, everything is lost when the server stops",
                        server.rootToken().orElse("the one of the servers that already use this Redis"),
                        server.rootToken().map(DevBanner::quoted).orElse("<root token>"));
    }

    static String url(InetSocketAddress address) {
        String host = address.getHostString();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
