package io.portcullis.seal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.portcullis.fault.Fault;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/**
 * The bytes of a record before it is sealed: JSON. Durations are seconds, with a fraction where they have one, instants text to the nanosecond; fields that a
 * newer version wrote are ignored.
 *
 * @param <T> a record
 */
public final class RecordJson<T> {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().registerModule(times()).disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final ObjectReader reader;
    private final ObjectWriter writer;

    /** The codec of one type of record. */
    public RecordJson(Class<T> type) {
        this.reader = MAPPER.readerFor(type);
        this.writer = MAPPER.writerFor(type);
    }

    /** To be sealed. */
    public byte[] encode(T value) {
        try {
            return writer.writeValueAsBytes(value);
        } catch (IOException impossible) {
            throw new IllegalStateException("cannot encode a record", impossible);
        }
    }

    /**
     * From an opened record.
     *
     * @throws Fault 503 for anything else than a record of this type
     */
    public T decode(byte[] plain) {
        try {
            return reader.readValue(plain);
        } catch (IOException malformed) {
            // The message of the original quotes the record.
            throw Fault.unavailable("a record is not of the form that it should have");
        }
    }

    private static SimpleModule times() {
        return new SimpleModule()
                .addSerializer(Duration.class, new JsonSerializer<>() {
                    @Override
                    public void serialize(Duration value, JsonGenerator json, SerializerProvider provider)
                            throws IOException {
                        if (value.getNano() == 0) {
                            json.writeNumber(value.toSeconds());
                        } else {
                            json.writeNumber(
                                    BigDecimal.valueOf(value.getNano(), 9).add(BigDecimal.valueOf(value.getSeconds())));
                        }
                    }
                })
                .addDeserializer(Duration.class, new JsonDeserializer<>() {
                    @Override
                    public Duration deserialize(JsonParser json, DeserializationContext context) throws IOException {
                        BigDecimal seconds = json.getDecimalValue();
                        long whole = seconds.longValue();
                        return Duration.ofSeconds(
                                whole,
                                seconds.subtract(BigDecimal.valueOf(whole))
                                        .movePointRight(9)
                                        .longValue());
                    }
                })
                .addSerializer(Instant.class, new JsonSerializer<>() {
                    @Override
                    public void serialize(Instant value, JsonGenerator json, SerializerProvider provider)
                            throws IOException {
                        json.writeString(value.toString());
                    }
                })
                .addDeserializer(Instant.class, new JsonDeserializer<>() {
                    @Override
                    public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
                        return Instant.parse(json.getText());
                    }
                });
    }
}
