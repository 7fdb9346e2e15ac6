package io.portcullis.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.portcullis.fault.Fault;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The one class that writes envelopes: {@code request_id}, {@code data}, {@code warnings}, {@code auth} and their fellows. */
public final class AnswerWriter {

    private final ErrorWriter errors;

    /** A writer that leaves failures to another. */
    public AnswerWriter(ErrorWriter errors) {
        this.errors = errors;
    }

    /**
     * Answers a request.
     *
     * @param requestId what {@code request_id} says
     * @param parameterWarnings told after those of the answer, on 200 only
     */
    public void write(HttpServerResponse response, String requestId, Answer answer, List<String> parameterWarnings) {
        if (answer instanceof Answer.NoContent) {
            response.setStatusCode(204).end();
        } else if (answer instanceof Answer.Accepted) {
            response.setStatusCode(202).end();
        } else if (answer instanceof Answer.NotFound) {
            errors.write(response, Fault.silent(404));
        } else if (answer instanceof Answer.Bare bare) {
            send(response, bare.fields());
        } else if (answer instanceof Answer.Data data) {
            List<String> warnings = joined(data.warnings(), parameterWarnings);
            send(response, json -> envelope(json, requestId, data, warnings));
        } else if (answer instanceof Answer.Done done) {
            List<String> warnings = joined(done.warnings(), parameterWarnings);
            send(response, json -> envelope(json, requestId, warnings));
        } else if (answer instanceof Answer.Begun begun) {
            List<String> warnings = joined(begun.warnings(), parameterWarnings);
            response.setStatusCode(202).end(JsonOutput.object(json -> envelope(json, requestId, warnings)));
        } else if (answer instanceof Answer.Keys listing) {
            keys(response, requestId, listing, joined(listing.warnings(), parameterWarnings));
        } else if (answer instanceof Answer.KeyPages listing) {
            keyPages(response, requestId, listing.pages(), parameterWarnings);
        } else if (answer instanceof Answer.DataPages data) {
            dataPages(response, requestId, data.parts(), parameterWarnings);
        } else if (answer instanceof Answer.Auth auth) {
            List<String> warnings = joined(auth.warnings(), parameterWarnings);
            send(response, json -> envelope(json, requestId, auth, warnings));
        }
    }

    private void keys(HttpServerResponse response, String requestId, Answer.Keys listing, List<String> warnings) {
        if (listing.keys().isEmpty() && warnings.isEmpty()) {
            errors.write(response, Fault.silent(404));
            return;
        }
        Answer.Data data =
                new Answer.Data(json -> keys(json, listing), !listing.alias().isEmpty(), List.of());
        send(response, json -> envelope(json, requestId, data, warnings));
    }

    /** A listing that ends within its first page is an answer like any other; a longer one is streamed. */
    private void keyPages(HttpServerResponse response, String requestId, Pages<String> pages, List<String> warnings) {
        pages.next()
                .compose(first -> pages.next().map(second -> {
                    if (second.isEmpty()) {
                        write(response, requestId, Answer.keys(first), warnings);
                    } else {
                        JsonPart begin = json -> json.writeArrayFieldStart("keys");
                        JsonPart end = json -> json.writeEndArray();
                        stream(
                                response,
                                requestId,
                                List.of(begin, JsonPart.strings(first), JsonPart.strings(second)),
                                () -> pages.next()
                                        .map(page -> page.isEmpty() ? List.of() : List.of(JsonPart.strings(page))),
                                end,
                                warnings);
                    }
                    return null;
                }))
                .onFailure(failure -> errors.write(response, failure));
    }

    private void dataPages(
            HttpServerResponse response, String requestId, Pages<JsonPart> parts, List<String> warnings) {
        parts.next()
                .map(first -> {
                    stream(response, requestId, first, parts, json -> {}, warnings);
                    return null;
                })
                .onFailure(failure -> errors.write(response, failure));
    }

    private static void stream(
            HttpServerResponse response,
            String requestId,
            List<JsonPart> first,
            Pages<JsonPart> pages,
            JsonPart last,
            List<String> warnings) {
        List<JsonPart> beginning = new ArrayList<>();
        beginning.add(json -> {
            json.writeStartObject();
            head(json, requestId);
            json.writeObjectFieldStart("data");
        });
        beginning.addAll(first);
        new DataStream(response.setStatusCode(200)).write(beginning, pages, json -> {
            last.write(json);
            json.writeEndObject();
            tail(json, warnings);
            json.writeNullField("auth");
            json.writeEndObject();
            json.writeRaw('\n');
        });
    }

    private static List<String> joined(List<String> first, List<String> second) {
        if (first.isEmpty()) {
            return second;
        }
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private static void send(HttpServerResponse response, JsonFields fields) {
        response.setStatusCode(200).end(JsonOutput.object(fields));
    }

    private static void keys(JsonGenerator json, Answer.Keys listing) throws IOException {
        if (!listing.keyToInfo().isEmpty()) {
            json.writeObjectFieldStart("key_info");
            for (Map.Entry<String, JsonFields> each : listing.keyToInfo().entrySet()) {
                json.writeObjectFieldStart(each.getKey());
                each.getValue().write(json);
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        if (!listing.keys().isEmpty()) {
            JsonOutput.strings(json, "keys", listing.keys());
            if (!listing.alias().isEmpty()) {
                JsonOutput.strings(json, listing.alias(), listing.keys());
            }
        }
    }

    private static void envelope(JsonGenerator json, String requestId, List<String> warnings) throws IOException {
        head(json, requestId);
        json.writeNullField("data");
        tail(json, warnings);
        json.writeNullField("auth");
    }

    private static void envelope(JsonGenerator json, String requestId, Answer.Data data, List<String> warnings)
            throws IOException {
        if (data.repeated()) {
            data.fields().write(json);
        }
        head(json, requestId);
        json.writeObjectFieldStart("data");
        data.fields().write(json);
        json.writeEndObject();
        tail(json, warnings);
        json.writeNullField("auth");
    }

    private static void envelope(JsonGenerator json, String requestId, Answer.Auth auth, List<String> warnings)
            throws IOException {
        head(json, requestId);
        json.writeNullField("data");
        tail(json, warnings);
        json.writeObjectFieldStart("auth");
        auth.fields().write(json);
        json.writeEndObject();
    }

    private static void head(JsonGenerator json, String requestId) throws IOException {
        json.writeStringField("request_id", requestId);
        json.writeStringField("lease_id", "");
        json.writeBooleanField("renewable", false);
        json.writeNumberField("lease_duration", 0);
    }

    private static void tail(JsonGenerator json, List<String> warnings) throws IOException {
        json.writeNullField("wrap_info");
        if (warnings.isEmpty()) {
            json.writeNullField("warnings");
            return;
        }
        JsonOutput.strings(json, "warnings", warnings);
    }
}
