package io.portcullis.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Writes a part of something long: it goes on where the part before stopped, within the same objects and arrays. */
@FunctionalInterface
public interface JsonPart {

    /** Writes it. */
    void write(JsonGenerator json) throws IOException;

    /** Elements of an array that are strings. */
    static JsonPart strings(Iterable<String> values) {
        return json -> {
            for (String value : values) {
                json.writeString(value);
            }
        };
    }
}
