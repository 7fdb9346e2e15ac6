package io.portcullis.openapi;

import com.fasterxml.jackson.core.JsonGenerator;
import io.portcullis.field.Field;
import io.portcullis.field.FieldType;
import io.portcullis.http.Endpoint;
import io.portcullis.http.Endpoints;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A path of a document: one form of an endpoint's.
 *
 * @param family what the endpoint belongs to
 * @param template below the mount
 * @param endpoint what serves it
 * @param verbs what is served
 */
record PathItem(Endpoints family, String template, Endpoint endpoint, List<VerbItem> verbs) {

    /** All paths of a family, in order; without those that are served to be refused. */
    static List<PathItem> all(Endpoints family) {
        return family.all().stream()
                .filter(endpoint -> !endpoint.isUnlisted())
                .flatMap(endpoint -> of(family, endpoint).stream())
                .sorted(Comparator.comparing(PathItem::template))
                .toList();
    }

    /** The paths of an endpoint. */
    static List<PathItem> of(Endpoints family, Endpoint endpoint) {
        return PathTemplates.of(endpoint).stream()
                .map(template ->
                        new PathItem(family, template, endpoint, VerbItem.of(family.name(), template, endpoint)))
                .toList();
    }

    /**
     * Writes it, without the path.
     *
     * @param mountWords what makes its operations those of one mount among several; empty for nothing
     * @param mount the parameter that stands for the mount, if the path has one
     */
    void write(JsonGenerator json, String mountWords, Optional<MountParameter> mount) throws IOException {
        json.writeStartObject();
        json.writeStringField("description", endpoint.help());
        parameters(json, mount);
        flag(json, "x-vault-unauthenticated", endpoint.access() != Endpoint.Access.TOKEN);
        flag(json, "x-vault-sudo", family.needsSudo(template));
        flag(json, "x-vault-createSupported", endpoint.existence().isPresent());
        for (VerbItem verb : verbs) {
            json.writeFieldName(verb.name());
            verb.write(json, mountWords);
        }
        json.writeEndObject();
    }

    private static void flag(JsonGenerator json, String name, boolean value) throws IOException {
        if (value) {
            json.writeBooleanField(name, true);
        }
    }

    private void parameters(JsonGenerator json, Optional<MountParameter> mount) throws IOException {
        List<String> names = endpoint.captureNames().stream()
                .filter(name -> template.contains("{" + name + "}"))
                .toList();
        if (names.isEmpty() && mount.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("parameters");
        for (String name : names) {
            parameter(json, field(name), "path");
        }
        if (mount.isPresent()) {
            mount.get().write(json);
        }
        json.writeEndArray();
    }

    private Field field(String name) {
        return endpoint.schema().fields().stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseGet(() -> new Field(name, FieldType.TEXT));
    }

    /** Writes a parameter, in the path or in the query. */
    static void parameter(JsonGenerator json, Field field, String where) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", field.name());
        if (!field.description().isEmpty()) {
            json.writeStringField("description", field.description());
        }
        json.writeStringField("in", where);
        json.writeObjectFieldStart("schema");
        FieldShape.of(field.type()).write(json);
        json.writeEndObject();
        if (where.equals("path")) {
            json.writeBooleanField("required", true);
        }
        json.writeEndObject();
    }
}
