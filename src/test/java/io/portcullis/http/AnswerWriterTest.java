package io.portcullis.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.fault.Fault;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Envelopes, byte for byte, as a client gets them. */
class AnswerWriterTest {

    private static final String HEAD =
            "{\"request_id\":\"id\",\"lease_id\":\"\",\"renewable\":false,\"lease_duration\":0,";
    private static final JsonFields FIELDS = json -> {
        json.writeStringField("a", "<b>&\"ü\u2028");
        json.writeNumberField("z", 1);
    };
    private static final String WRITTEN = "\"a\":\"\\u003cb\\u003e\\u0026\\\"ü\\u2028\",\"z\":1";

    private static Vertx vertx;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static HttpServer server;
    private static final AtomicReference<Answer> NEXT = new AtomicReference<>();
    private static final AtomicReference<List<String>> WARNINGS = new AtomicReference<>();

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        AnswerWriter writer = new AnswerWriter(new ErrorWriter());
        server = vertx.createHttpServer()
                .requestHandler(request -> {
                    StandardHeaders.put(request.response(), "");
                    writer.write(request.response(), "id", NEXT.get(), WARNINGS.get());
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    @AfterAll
    static void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static HttpResponse<String> written(Answer answer, String... parameterWarnings) throws Exception {
        NEXT.set(answer);
        WARNINGS.set(List.of(parameterWarnings));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + "/"))
                .timeout(Duration.ofSeconds(30))
                .build();
        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.headers().allValues("Content-Type")).containsExactly("application/json");
        return response;
    }

    @Test
    void noContentHasNoBodyAndNoLength() throws Exception {
        HttpResponse<String> response = written(Answer.noContent(), "not told");

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().firstValue("Content-Length")).isEmpty();
    }

    @Test
    void nothingFoundIsAnEmptyListOfErrors() throws Exception {
        assertNothingFound(written(Answer.notFound(), "not told"));
        assertNothingFound(written(Answer.keys(List.of())));
        assertNothingFound(written(new Answer.Keys(List.of(), Map.of(), "names", List.of())));
        assertNothingFound(written(pages()));
    }

    private static void assertNothingFound(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEqualTo("{\"errors\":[]}\n");
    }

    @Test
    void aListingWithoutKeysIsEmptyDataWhereThereIsSomethingToWarnOf() throws Exception {
        String body = HEAD + "\"data\":{},\"wrap_info\":null,\"warnings\":[\"w\"],\"auth\":null}\n";

        assertThat(written(Answer.keys(List.of()), "w").body()).isEqualTo(body);
        assertThat(written(pages(), "w").body()).isEqualTo(body);
        assertThat(written(new Answer.Keys(List.of(), Map.of(), "names", List.of("w")))
                        .body())
                .isEqualTo(body);
    }

    @Test
    void whatIsToldOfKeysStandsBesideThem() throws Exception {
        Map<String, JsonFields> keyToInfo = new LinkedHashMap<>();
        keyToInfo.put("b", FIELDS);
        keyToInfo.put("a", json -> {});

        assertThat(written(new Answer.Keys(List.of("b", "a"), keyToInfo, "", List.of()))
                        .body())
                .isEqualTo(HEAD + "\"data\":{\"key_info\":{\"b\":{" + WRITTEN + "},\"a\":{}},\"keys\":[\"b\",\"a\"]},"
                        + "\"wrap_info\":null,\"warnings\":null,\"auth\":null}\n");
    }

    @Test
    void keysUnderTwoNamesStandAtTheTopToo() throws Exception {
        String keys = "\"keys\":[\"a\"],\"names\":[\"a\"]";

        assertThat(written(new Answer.Keys(List.of("a"), Map.of(), "names", List.of("one")), "two")
                        .body())
                .isEqualTo("{" + keys + "," + HEAD.substring(1) + "\"data\":{" + keys
                        + "},\"wrap_info\":null,\"warnings\":[\"one\",\"two\"],\"auth\":null}\n");
    }

    @Test
    void whatIsDoneHasNoData() throws Exception {
        HttpResponse<String> response = written(new Answer.Done(List.of("one")), "two");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .isEqualTo(HEAD + "\"data\":null,\"wrap_info\":null,\"warnings\":[\"one\",\"two\"],\"auth\":null}\n");
    }

    @Test
    void bareFieldsAreTheWholeObject() throws Exception {
        assertThat(written(new Answer.Bare(FIELDS)).body()).isEqualTo("{" + WRITTEN + "}\n");
    }

    @Test
    void dataStandsInAnEnvelope() throws Exception {
        HttpResponse<String> response = written(Answer.data(FIELDS));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .isEqualTo(HEAD + "\"data\":{" + WRITTEN + "},\"wrap_info\":null,\"warnings\":null,\"auth\":null}\n");
        assertThat(response.headers().firstValue("Content-Length"))
                .contains(Integer.toString(response.body().getBytes(java.nio.charset.StandardCharsets.UTF_8).length));
    }

    @Test
    void repeatedDataStandsAtTheTopToo() throws Exception {
        assertThat(written(Answer.repeatedData(FIELDS)).body())
                .isEqualTo("{" + WRITTEN + "," + HEAD.substring(1) + "\"data\":{" + WRITTEN
                        + "},\"wrap_info\":null,\"warnings\":null,\"auth\":null}\n");
    }

    @Test
    void warningsOfTheAnswerComeBeforeThoseOfTheParameters() throws Exception {
        assertThat(written(new Answer.Data(FIELDS, false, List.of("<one>")), "two")
                        .body())
                .endsWith("\"warnings\":[\"\\u003cone\\u003e\",\"two\"],\"auth\":null}\n");
        assertThat(written(new Answer.Auth(FIELDS, List.of("one")), "two").body())
                .isEqualTo(HEAD + "\"data\":null,\"wrap_info\":null,\"warnings\":[\"one\",\"two\"],\"auth\":{" + WRITTEN
                        + "}}\n");
    }

    @Test
    void aListingIsTheSameInOnePageAndInMany() throws Exception {
        String body = HEAD
                + "\"data\":{\"keys\":[\"a\",\"b\",\"c\"]},\"wrap_info\":null,\"warnings\":[\"w\"],\"auth\":null}\n";

        assertThat(written(Answer.keys(List.of("a", "b", "c")), "w").body()).isEqualTo(body);
        assertThat(written(pages(List.of("a", "b", "c")), "w").body()).isEqualTo(body);
        assertThat(written(pages(List.of("a"), List.of("b", "c")), "w").body()).isEqualTo(body);
        assertThat(written(pages(List.of("a"), List.of("b"), List.of("c")), "w").body())
                .isEqualTo(body);
        assertThat(written(pages(List.of("a"), List.of("b"))).body()).endsWith("\"warnings\":null,\"auth\":null}\n");
    }

    @Test
    void namesInAListingAreEscapedInBothForms() throws Exception {
        List<String> names = List.of("<\"\u0001ü\u2029");
        String escaped = "[\"\\u003c\\\"\\u0001ü\\u2029\"";

        assertThat(written(pages(names)).body()).contains(escaped);
        assertThat(written(pages(names, List.of("x"))).body()).contains(escaped);
    }

    @Test
    void aLongListingComesInOrderAndWhole() throws Exception {
        List<String> names =
                IntStream.range(0, 100_000).mapToObj(i -> "name" + i).toList();
        @SuppressWarnings({"unchecked", "rawtypes"})
        List<String>[] pages = IntStream.range(0, 100)
                .mapToObj(page -> names.subList(page * 1_000, (page + 1) * 1_000))
                .toArray(List[]::new);

        assertThat(written(pages(pages)).body())
                .isEqualTo(HEAD + "\"data\":{\"keys\":[\"" + String.join("\",\"", names)
                        + "\"]},\"wrap_info\":null,\"warnings\":null,\"auth\":null}\n");
    }

    @Test
    void aListingThatFailsBeforeItBeganIsAnError() throws Exception {
        Answer failing = new Answer.KeyPages(() -> Future.failedFuture(Fault.of(503, "away")));

        HttpResponse<String> response = written(failing);

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).isEqualTo("{\"errors\":[\"away\"]}\n");
    }

    @Test
    void aListingThatFailsLaterIsCutOffAndNeverLooksWhole() {
        Deque<Future<List<String>>> pages = new ArrayDeque<>(List.of(
                Future.succeededFuture(List.of("a")),
                Future.succeededFuture(List.of("b")),
                Future.failedFuture(Fault.of(503, "away"))));

        assertThatThrownBy(() -> written(new Answer.KeyPages(pages::remove))).isInstanceOf(IOException.class);
    }

    @Test
    void dataComesInPartsThatGoOnWhereTheLastStopped() throws Exception {
        Deque<List<JsonPart>> parts = new ArrayDeque<>(List.of(
                List.of(json -> json.writeArrayFieldStart("names"), JsonPart.strings(List.of("<a>"))),
                List.of(JsonPart.strings(List.of("b", "c"))),
                List.of(json -> json.writeEndArray(), json -> json.writeNumberField("total", 3))));
        Answer answer =
                new Answer.DataPages(() -> Future.succeededFuture(parts.isEmpty() ? List.of() : parts.remove()));

        assertThat(written(answer, "careful").body())
                .isEqualTo(HEAD + "\"data\":{\"names\":[\"\\u003ca\\u003e\",\"b\",\"c\"],\"total\":3},"
                        + "\"wrap_info\":null,\"warnings\":[\"careful\"],\"auth\":null}\n");
    }

    @Test
    void dataThatFailsBeforeItBeganIsAnErrorAndLaterIsCutOff() throws Exception {
        Deque<Future<List<JsonPart>>> parts = new ArrayDeque<>(List.of(
                Future.failedFuture(Fault.of(503, "away")),
                Future.succeededFuture(List.of(json -> json.writeArrayFieldStart("names"))),
                Future.failedFuture(Fault.of(503, "away"))));

        assertThat(written(new Answer.DataPages(parts::remove)).statusCode()).isEqualTo(503);
        assertThatThrownBy(() -> written(new Answer.DataPages(parts::remove))).isInstanceOf(IOException.class);
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static Answer pages(List<String>... pages) {
        Deque<List<String>> left = new ArrayDeque<>(List.of(pages));
        return new Answer.KeyPages(() -> Future.succeededFuture(left.isEmpty() ? List.of() : left.remove()));
    }
}
