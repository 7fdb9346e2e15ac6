package io.portcullis.field;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;

/**
 * How complex a JSON body may be. Its length in bytes, and with it that of a string, is bounded by whoever received it.
 */
public final class JsonLimits {

    /** 32 levels, names of 256 and numbers of 32 characters, 4,096 tokens, 1,000 strings (names and values). */
    public static final JsonLimits STANDARD = new JsonLimits(32, 256, 32, 4_096, 1_000);

    private final JsonFactory factory;
    private final int strings;

    private JsonLimits(int depth, int nameLength, int numberLength, int tokens, int strings) {
        this.strings = strings;
        var constraints = StreamReadConstraints.builder()
                .maxNestingDepth(depth)
                .maxNameLength(nameLength)
                .maxNumberLength(numberLength)
                .maxTokenCount(tokens)
                .maxStringLength(Integer.MAX_VALUE)
                .build();
        factory = new JsonFactoryBuilder()
                .streamReadConstraints(constraints)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .build();
    }

    /** Depth in levels, lengths in characters, counts per body; {@code strings} counts names and values. */
    public static JsonLimits of(int depth, int nameLength, int numberLength, int tokens, int strings) {
        return new JsonLimits(depth, nameLength, numberLength, tokens, strings);
    }

    int strings() {
        return strings;
    }

    JsonParser open(byte[] body) throws IOException {
        return factory.createParser(body);
    }
}
