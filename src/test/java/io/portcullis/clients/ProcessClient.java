package io.portcullis.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A library of another language in one process that is asked line by line: a request and its answer are each an object in a line of
 * JSON, as the README of {@code src/test/clients} says.
 */
final class ProcessClient implements LoginClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final BufferedReader answers;

    private ProcessClient(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts it. */
    static ProcessClient start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        Command.forget(builder.environment());
        return new ProcessClient(builder.start());
    }

    @Override
    public boolean healthy(String address) {
        return call(new Session(address, ""), "healthy").asBoolean();
    }

    @Override
    public void enable(Session session, String mount) {
        call(session, "enable", mount);
    }

    @Override
    public void tune(Session session, String mount, long seconds) {
        call(session, "tune", mount, seconds);
    }

    @Override
    public long tuned(Session session, String mount) {
        return call(session, "tuned", mount).asLong();
    }

    @Override
    public List<String> mounts(Session session) {
        return texts(call(session, "mounts"));
    }

    @Override
    public void writeUser(Session session, String mount, String name, String password, String policies) {
        call(session, "write_user", mount, name, password, policies);
    }

    @Override
    public List<String> policies(Session session, String mount, String name) {
        return texts(call(session, "policies", mount, name));
    }

    @Override
    public List<String> users(Session session, String mount) {
        return texts(call(session, "users", mount));
    }

    @Override
    public Login login(Session session, String mount, String name, String password) {
        JsonNode login = call(new Session(session.address(), "", session.namespace()), "login", mount, name, password);
        return new Login(
                login.path("token").asText(),
                texts(login.path("policies")),
                login.path("seconds").asLong());
    }

    @Override
    public String displayName(Session session) {
        return call(session, "display_name").asText();
    }

    @Override
    public long renew(Session session) {
        return call(session, "renew").asLong();
    }

    @Override
    public void changePassword(Session session, String mount, String name, String password) {
        call(session, "change_password", mount, name, password);
    }

    @Override
    public void revoke(Session session) {
        call(session, "revoke");
    }

    @Override
    public void deleteUser(Session session, String mount, String name) {
        call(session, "delete_user", mount, name);
    }

    @Override
    public void disable(Session session, String mount) {
        call(session, "disable", mount);
    }

    @Override
    public LockoutClient lockouts() {
        return new ProcessLockouts(this);
    }

    @Override
    public PermissionClient permissions() {
        return new ProcessPermissions(this);
    }

    @Override
    public NamespaceClient namespaces() {
        return new ProcessNamespaces(this);
    }

    @Override
    public void close() {
        process.destroy();
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** Makes a call; its result. */
    JsonNode call(Session session, String name, Object... arguments) {
        try {
            Map<String, Object> request = Map.of(
                    "address", session.address(),
                    "token", session.token(),
                    "namespace", session.namespace(),
                    "call", name,
                    "arguments", arguments);
            process.outputWriter(StandardCharsets.UTF_8)
                    .append(JSON.writeValueAsString(request))
                    .append('\n')
                    .flush();
            return result(name, JSON.readTree(answer()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode result(String name, JsonNode answer) {
        if (answer.has("status")) {
            throw new Refused(
                    answer.path("status").asInt(), answer.path("error").asText());
        }
        assertThat(answer.has("result")).as("%s: %s", name, answer).isTrue();
        return answer.path("result");
    }

    private String answer() {
        return CompletableFuture.supplyAsync(this::line)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private String line() {
        try {
            return Objects.requireNonNull(answers.readLine(), "the client's process ended");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
