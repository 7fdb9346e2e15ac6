package io.portcullis.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes the resources that {@link ReferenceAnswersTest} reads: asks a fresh development server of the reference.
 *
 * <p>Arguments: its address, its root token, the folder for the resources.
 */
final class ReferenceRecorder {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;
    private final String rootToken;

    private ReferenceRecorder(String base, String rootToken) {
        this.base = base;
        this.rootToken = rootToken;
    }

    public static void main(String[] arguments) throws Exception {
        var recorder = new ReferenceRecorder(arguments[0] + "/v1/", arguments[1]);
        Path folder = Path.of(arguments[2]);
        for (String mount : ReferenceAnswers.MOUNTS) {
            recorder.told("POST", "sys/mounts/" + mount.replaceAll("/$", ""), Map.of("type", "kv"));
        }
        Files.write(folder.resolve(ReferenceAnswers.CAPABILITIES), recorder.capabilities());
        Files.write(folder.resolve(ReferenceAnswers.REQUESTS), recorder.requests());
    }

    private List<String> capabilities() throws Exception {
        List<ReferenceAnswers.PathCase> cases = ReferenceAnswers.pathCases();
        List<String> lines = new ArrayList<>(List.of(ReferenceAnswers.digest(cases)));
        for (ReferenceAnswers.PathCase each : cases) {
            String token = token(each.policies());
            JsonNode answer = told("POST", "sys/capabilities", Map.of("token", token, "paths", each.paths()));
            String codes = each.paths().stream()
                    .map(path -> ReferenceAnswers.code(texts(answer.get("data").get(path))))
                    .collect(Collectors.joining());
            JsonNode mounts = JSON.readTree(send(token, "GET", "sys/internal/ui/mounts", null, 0)
                            .body())
                    .get("data")
                    .get("secret");
            lines.add(codes + " "
                    + ReferenceAnswers.MOUNTS.stream()
                            .map(mount -> mounts.has(mount) ? "y" : "n")
                            .collect(Collectors.joining()));
        }
        return lines;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    private List<String> requests() throws Exception {
        List<ReferenceAnswers.RequestCase> cases = ReferenceAnswers.requestCases();
        List<String> lines = new ArrayList<>(List.of(ReferenceAnswers.digest(cases)));
        for (ReferenceAnswers.RequestCase each : cases) {
            String token = token(each.policies());
            var answers = new StringBuilder();
            for (RandomRequests.Request request : each.requests()) {
                answers.append(isAllowed(token, request) ? 'y' : 'n');
            }
            lines.add(answers.toString());
        }
        return lines;
    }

    private boolean isAllowed(String token, RandomRequests.Request request) throws Exception {
        String path = request.query().isEmpty()
                ? RandomRequests.PATH
                : RandomRequests.PATH + "?"
                        + URLEncoder.encode(request.query(), StandardCharsets.UTF_8)
                                .replace("%3D", "=")
                                .replace("%26", "&");
        String method = request.json() == null ? "GET" : "POST";
        return send(token, method, path, request.json(), request.wrapSeconds()).statusCode() != 403;
    }

    private String token(List<List<PathBlock>> policies) throws Exception {
        List<String> names = new ArrayList<>();
        for (List<PathBlock> policy : policies) {
            String name = "recorded-" + names.size();
            told("POST", "sys/policies/acl/" + name, Map.of("policy", PolicyHcl.of(policy)));
            names.add(name);
        }
        return told("POST", "auth/token/create", Map.of("policies", names, "no_default_policy", true))
                .get("auth")
                .get("client_token")
                .asText();
    }

    private JsonNode told(String method, String path, Map<String, ?> body) throws Exception {
        HttpResponse<String> answer = send(rootToken, method, path, JSON.writeValueAsString(body), 0);
        if (answer.statusCode() >= 300) {
            throw new IOException(path + " " + body + ": " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> send(String token, String method, String path, @Nullable String body, int wrapSeconds)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .header("X-Vault-Token", token)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (wrapSeconds > 0) {
            request.header("X-Vault-Wrap-TTL", wrapSeconds + "s");
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
