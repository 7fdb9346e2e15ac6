package io.portcullis.openapi;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * Stands in a path for the mounts of a type.
 *
 * @param name in the path
 * @param usual one of the mounts, without the final slash
 */
record MountParameter(String name, String usual) {

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeStringField("description", "Where the auth method is enabled.");
        json.writeStringField("in", "path");
        json.writeObjectFieldStart("schema");
        json.writeStringField("type", "string");
        json.writeStringField("default", usual);
        json.writeEndObject();
        json.writeBooleanField("required", true);
        json.writeEndObject();
    }
}
