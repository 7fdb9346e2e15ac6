package io.portcullis.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code bao} command line, a process for every call. */
record BaoCommand(Path program, Path home) implements LoginClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CODE = Pattern.compile("Code: (\\d{3})");

    /** The program of {@code PORTCULLIS_BAO}, else of the PATH. */
    static Optional<Path> find() {
        String given = System.getenv("PORTCULLIS_BAO");
        if (given != null) {
            return Optional.of(Path.of(given)).filter(Files::isExecutable);
        }
        return Command.find("bao");
    }

    @Override
    public boolean healthy(String address) {
        JsonNode status = json(new Session(address, ""), "status");
        return status.path("initialized").asBoolean() && !status.path("sealed").asBoolean(true);
    }

    @Override
    public void enable(Session session, String mount) {
        run(session, "auth", "enable", "-path=" + mount, "userpass");
    }

    @Override
    public void tune(Session session, String mount, long seconds) {
        run(session, "auth", "tune", "-default-lease-ttl=" + seconds + "s", mount + "/");
    }

    @Override
    public long tuned(Session session, String mount) {
        return json(session, "read", "sys/auth/" + mount + "/tune")
                .at("/data/default_lease_ttl")
                .asLong();
    }

    @Override
    public List<String> mounts(Session session) {
        List<String> mounts = new ArrayList<>();
        json(session, "auth", "list", "-detailed")
                .fieldNames()
                .forEachRemaining(path -> mounts.add(path.replaceAll("/$", "")));
        return mounts;
    }

    @Override
    public void writeUser(Session session, String mount, String name, String password, String policies) {
        run(session, "write", user(mount, name), "password=" + password, "token_policies=" + policies);
    }

    @Override
    public List<String> policies(Session session, String mount, String name) {
        return texts(json(session, "read", user(mount, name)).at("/data/token_policies"));
    }

    @Override
    public List<String> users(Session session, String mount) {
        return texts(json(session, "list", "auth/" + mount + "/users"));
    }

    @Override
    public Login login(Session session, String mount, String name, String password) {
        JsonNode auth = json(
                        new Session(session.address(), "", session.namespace()),
                        "login",
                        "-no-store",
                        "-method=userpass",
                        "-path=" + mount,
                        "username=" + name,
                        "password=" + password)
                .path("auth");
        return new Login(
                auth.path("client_token").asText(),
                texts(auth.path("policies")),
                auth.path("lease_duration").asLong());
    }

    @Override
    public String displayName(Session session) {
        return json(session, "token", "lookup").at("/data/display_name").asText();
    }

    @Override
    public long renew(Session session) {
        return json(session, "token", "renew").at("/auth/lease_duration").asLong();
    }

    @Override
    public void changePassword(Session session, String mount, String name, String password) {
        run(session, "write", user(mount, name) + "/password", "password=" + password);
    }

    @Override
    public void revoke(Session session) {
        run(session, "token", "revoke", "-self");
    }

    @Override
    public void deleteUser(Session session, String mount, String name) {
        run(session, "delete", user(mount, name));
    }

    @Override
    public void disable(Session session, String mount) {
        run(session, "auth", "disable", mount);
    }

    @Override
    public LockoutClient lockouts() {
        return new BaoLockouts(this);
    }

    @Override
    public PermissionClient permissions() {
        return new BaoPermissions(this);
    }

    @Override
    public NamespaceClient namespaces() {
        return new BaoNamespaces(this);
    }

    private static String user(String mount, String name) {
        return "auth/" + mount + "/users/" + name;
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** What a command says, as JSON. */
    JsonNode json(Session session, String... words) {
        try {
            return JSON.readTree(run(session, words));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command; what it says. */
    String run(Session session, String... words) {
        List<String> command = new ArrayList<>(List.of(words));
        command.add(0, program.toString());
        try {
            return output(session, command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String output(Session session, List<String> command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(home, "out", "");
        Path errors = Files.createTempFile(home, "err", "");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(errors.toFile());
        Command.forget(builder.environment());
        builder.environment().put("HOME", home.toString());
        builder.environment().put("BAO_ADDR", session.address());
        builder.environment().put("BAO_FORMAT", "json");
        builder.environment().put("BAO_TOKEN", session.token());
        builder.environment().put("BAO_NAMESPACE", session.namespace());
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("still running after 30 s: " + command.subList(1, command.size()));
        }
        String text = Files.readString(errors);
        if (process.exitValue() != 0) {
            throw refusal(text + Files.readString(out), process.exitValue());
        }
        return Files.readString(out);
    }

    /** An empty listing and a missing entry end with 2 and, as JSON, an empty value: the program's way to say 404. */
    private static RuntimeException refusal(String text, int exit) {
        @Nullable Matcher code = CODE.matcher(text);
        if (code.find()) {
            return new Refused(Integer.parseInt(code.group(1)), text);
        }
        String bare = text.strip();
        return exit == 2
                        && (bare.equals("{}")
                                || bare.equals("null")
                                || bare.startsWith("No value found")
                                || bare.startsWith("No policy named")
                                || bare.startsWith("Namespace not found"))
                ? new Refused(404, text)
                : new IllegalStateException("exit " + exit + ": " + text);
    }
}
