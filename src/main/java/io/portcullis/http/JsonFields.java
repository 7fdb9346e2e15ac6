package io.portcullis.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Writes the fields of one JSON object, whose braces somebody else writes. */
@FunctionalInterface
public interface JsonFields {

    /** Writes them in their final order. */
    void write(JsonGenerator json) throws IOException;
}
