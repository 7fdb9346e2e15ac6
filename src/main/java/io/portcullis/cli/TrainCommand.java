package io.portcullis.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code portcullis train}, which the help does not show: a development server that serves one first login and ends, so that the
 * JVM can record in a class-data archive what such a start loads.
 */
record TrainCommand(ServerLauncher<DevOptions> launcher, PrintStream out) implements Command {

    private static final Pattern CLIENT_TOKEN = Pattern.compile("\"client_token\":\"([^\"]+)\"");
    private static final String PASSWORD = "{\"password\":\"open-sesame\"}";
    private static final int TIMEOUT_MILLIS = 10_000;

    @Override
    public String name() {
        return "train";
    }

    @Override
    public String summary() {
        return "";
    }

    @Override
    public List<Flag> flags() {
        return List.of();
    }

    @Override
    public int run(Flags flags) throws Exception {
        LogLevel.INFO.apply();
        DevOptions options = new DevOptions(
                "127.0.0.1",
                0,
                Optional.of("training"),
                Optional.empty(),
                false,
                Optional.empty(),
                LogLevel.INFO.name());
        try (RunningServer server = launcher.start(options)) {
            out.println(new DevBanner(server, false).text());
            logIn(server.listenAddress(), server.rootToken().orElseThrow());
        }
        return Portcullis.OK;
    }

    private static void logIn(InetSocketAddress address, String root) throws IOException {
        send(address, "GET /v1/sys/health", root, "");
        send(address, "POST /v1/sys/auth/userpass", root, "{\"type\":\"userpass\"}");
        send(address, "POST /v1/auth/userpass/users/alice", root, PASSWORD);
        Matcher login = CLIENT_TOKEN.matcher(send(address, "POST /v1/auth/userpass/login/alice", "", PASSWORD));
        if (!login.find()) {
            throw new IOException("the login gave no token");
        }
        send(address, "GET /v1/auth/token/lookup-self", login.group(1), "");
    }

    private static String send(InetSocketAddress address, String line, String token, String body) throws IOException {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            String request = line + " HTTP/1.1\r\nHost: " + address.getHostString() + "\r\nConnection: close\r\n"
                    + (token.isEmpty() ? "" : "X-Vault-Token: " + token + "\r\n")
                    + "Content-Length: " + body.length() + "\r\n\r\n" + body;
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            if (!answer.startsWith("HTTP/1.1 20")) {
                throw new IOException(line + ": " + answer.lines().findFirst().orElse("no answer"));
            }
            return answer;
        }
    }
}
