package io.portcullis.openapi;

import com.fasterxml.jackson.core.JsonGenerator;
import io.portcullis.field.Field;
import io.portcullis.http.Endpoint;
import io.portcullis.http.Endpoints;
import io.portcullis.http.Operation;
import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a verb does at a path: one operation, or, of GET, reading and listing, which the query tells apart.
 *
 * @param family what the path belongs to
 * @param name of the verb, in small letters
 * @param operations what it does there
 * @param id what its operation is called among those of one mount
 * @param query the fields that it takes in the query
 * @param body the fields of its body
 */
record VerbItem(String family, String name, Set<Operation> operations, String id, List<Field> query, List<Field> body) {

    private static final Map<String, List<Operation>> VERBS = new LinkedHashMap<>();

    static {
        VERBS.put("get", List.of(Operation.READ, Operation.LIST, Operation.SCAN));
        VERBS.put("post", List.of(Operation.UPDATE));
        VERBS.put("patch", List.of(Operation.PATCH));
        VERBS.put("delete", List.of(Operation.DELETE));
    }

    /** The verbs of a path. */
    static List<VerbItem> of(String family, String template, Endpoint endpoint) {
        return VERBS.entrySet().stream()
                .map(verb -> of(family, template, endpoint, verb.getKey(), served(endpoint, verb.getValue())))
                .filter(item -> !item.operations.isEmpty())
                .toList();
    }

    private static Set<Operation> served(Endpoint endpoint, List<Operation> operations) {
        return operations.stream().filter(endpoint.operations()::contains).collect(Collectors.toUnmodifiableSet());
    }

    private static VerbItem of(
            String family, String template, Endpoint endpoint, String name, Set<Operation> operations) {
        String id = OperationIds.of(family, name, deed(name, operations), template);
        boolean inQuery = name.equals("get") && readsWhatItWrites(endpoint);
        boolean inBody = name.equals("post") || name.equals("patch");
        List<Field> fields = fields(endpoint);
        return new VerbItem(family, name, operations, id, inQuery ? fields : List.of(), inBody ? fields : List.of());
    }

    private static String deed(String name, Set<Operation> operations) {
        return switch (name) {
            case "get" -> operations.contains(Operation.READ) ? "read" : "list";
            case "post" -> "write";
            default -> name;
        };
    }

    /** Whether GET takes the fields: where POST takes them, only if it is to the same end. */
    private static boolean readsWhatItWrites(Endpoint endpoint) {
        Optional<Endpoint.Handler> write = endpoint.handler(Operation.UPDATE);
        return write.isEmpty() || endpoint.handler(Operation.READ).equals(write);
    }

    /** Those that the path does not give already; what makes a listing of a GET is told in a way of its own. */
    private static List<Field> fields(Endpoint endpoint) {
        return endpoint.schema().fields().stream()
                .filter(field -> !endpoint.captureNames().contains(field.name()))
                .filter(field -> !field.name().equals("list"))
                .sorted(Comparator.comparing(Field::name))
                .toList();
    }

    private String id(String mountWords) {
        return mountWords.isEmpty() ? id : family + "-" + mountWords + id.substring(family.length());
    }

    /** The schema of its body. */
    String schemaName() {
        return OperationIds.joined(id) + "Request";
    }

    /** Writes the schema of its body. */
    void writeSchema(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "object");
        json.writeObjectFieldStart("properties");
        for (Field field : body) {
            json.writeFieldName(field.name());
            FieldShape.write(json, field);
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    /** Writes it, without the name of the verb. */
    void write(JsonGenerator json, String mountWords) throws IOException {
        json.writeStartObject();
        json.writeStringField("operationId", id(mountWords));
        json.writeArrayFieldStart("tags");
        json.writeString(family.equals(Endpoints.SYS) ? "system" : "auth");
        json.writeEndArray();
        parameters(json);
        if (!body.isEmpty()) {
            requestBody(json);
        }
        json.writeObjectFieldStart("responses");
        if (name.equals("delete")) {
            response(json, "204", "Done; there is no body.");
        } else {
            response(json, "200", "OK");
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void parameters(JsonGenerator json) throws IOException {
        boolean lists = operations.contains(Operation.LIST);
        boolean scans = operations.contains(Operation.SCAN);
        if (!lists && !scans && query.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("parameters");
        if (lists) {
            flag(json, "list", "Lists what is there.");
        }
        if (scans) {
            flag(json, "scan", "Lists what is there and below.");
        }
        for (Field field : query) {
            PathItem.parameter(json, field, "query");
        }
        json.writeEndArray();
    }

    /** What the query has to say; it must be there where nothing else is served. */
    private void flag(JsonGenerator json, String flag, String description) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", flag);
        json.writeStringField("description", description);
        json.writeStringField("in", "query");
        json.writeObjectFieldStart("schema");
        json.writeStringField("type", "string");
        json.writeArrayFieldStart("enum");
        json.writeString("true");
        json.writeEndArray();
        json.writeEndObject();
        if (operations.size() == 1) {
            json.writeBooleanField("required", true);
        }
        json.writeEndObject();
    }

    private void requestBody(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("requestBody");
        json.writeBooleanField("required", true);
        content(json);
        json.writeStringField("$ref", Document.SCHEMAS + schemaName());
        closeContent(json);
        json.writeEndObject();
    }

    private static void response(JsonGenerator json, String status, String description) throws IOException {
        json.writeObjectFieldStart(status);
        json.writeStringField("description", description);
        if (status.equals("200")) {
            content(json);
            json.writeStringField("type", "object");
            closeContent(json);
        }
        json.writeEndObject();
    }

    /** Begins the schema of a body, which is JSON. */
    private static void content(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("content");
        json.writeObjectFieldStart("application/json");
        json.writeObjectFieldStart("schema");
    }

    private static void closeContent(JsonGenerator json) throws IOException {
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
    }
}
