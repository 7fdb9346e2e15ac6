package io.portcullis.openapi;

import com.fasterxml.jackson.core.JsonGenerator;
import io.portcullis.field.Field;
import io.portcullis.field.FieldType;
import java.io.IOException;

/**
 * What a field looks like to others.
 *
 * @param type in JSON
 * @param format what the type means; empty for nothing more
 * @param helpName what the help of a path calls it
 */
record FieldShape(String type, String format, String helpName) {

    static FieldShape of(FieldType type) {
        return switch (type) {
            case TEXT, SECRET -> new FieldShape("string", "", "string");
            case BOOL -> new FieldShape("boolean", "", "bool");
            case INT -> new FieldShape("integer", "", "int");
            case DURATION -> new FieldShape("integer", "seconds", "duration (sec)");
            case TIME -> new FieldShape("string", "date-time", "time");
            case COMMA_LIST, LIST -> new FieldShape("array", "", "slice");
            case MAP -> new FieldShape("object", "map", "map");
            case PAIRS -> new FieldShape("object", "kvpairs", "keypair");
        };
    }

    /** Writes the schema of a field, without its name. */
    static void write(JsonGenerator json, Field field) throws IOException {
        json.writeStartObject();
        of(field.type()).write(json);
        if (!field.description().isEmpty()) {
            json.writeStringField("description", field.description());
        }
        if (field.deprecated()) {
            json.writeBooleanField("deprecated", true);
        }
        if (field.type() == FieldType.SECRET) {
            json.writeObjectFieldStart("x-vault-displayAttrs");
            json.writeBooleanField("sensitive", true);
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    /** Writes type and format alone. */
    void write(JsonGenerator json) throws IOException {
        json.writeStringField("type", type);
        if (!format.isEmpty()) {
            json.writeStringField("format", format);
        }
        if (type.equals("array")) {
            json.writeObjectFieldStart("items");
            json.writeStringField("type", "string");
            json.writeEndObject();
        }
    }
}
