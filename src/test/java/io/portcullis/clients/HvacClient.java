package io.portcullis.clients;

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
import java.util.concurrent.TimeUnit;

/** hvac, in one Python process that runs {@code hvac_client.py} and is asked line by line. */
final class HvacClient implements LoginClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final BufferedReader answers;

    private HvacClient(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** The Python of {@code PORTCULLIS_PYTHON}, else {@code python3}. */
    static String python() {
        return Objects.requireNonNullElse(System.getenv("PORTCULLIS_PYTHON"), "python3");
    }

    /** Whether that Python runs and can import this module. */
    static boolean canImport(String module) {
        try {
            Process process = new ProcessBuilder(python(), "-c", "import " + module)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static HvacClient start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(python(), "src/test/clients/hvac_client.py");
        builder.environment().keySet().removeIf(name -> name.startsWith("VAULT_"));
        return new HvacClient(
                builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
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
    public PermissionClient permissions() {
        return new HvacPermissions(this);
    }

    @Override
    public NamespaceClient namespaces() {
        return new HvacNamespaces(this);
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

    /** Calls a method of {@code hvac_client.py}; its result. */
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
            String line = answers.readLine();
            JsonNode answer = JSON.readTree(Objects.requireNonNull(line, "hvac_client.py ended"));
            if (answer.has("status")) {
                throw new Refused(
                        answer.path("status").asInt(), answer.path("error").asText());
            }
            return answer.path("result");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
