package io.portcullis.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.portcullis.flow.Loop;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a body that does not stand in memory as a whole: 200, one JSON object in chunks. */
final class DataStream {

    private static final Logger LOG = LoggerFactory.getLogger(DataStream.class);

    private final HttpServerResponse response;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final JsonGenerator json = JsonOutput.generator(bytes);

    DataStream(HttpServerResponse response) {
        this.response = response;
    }

    /** Writes the first parts, then page after page, then the last part; each waits until the one before has left. A failure cuts it off. */
    void write(List<JsonPart> first, Pages<JsonPart> pages, JsonPart last) {
        response.setChunked(true);
        response.write(written(first))
                .compose(left -> Loop.whileTrue(() -> pages.next()
                        .compose(page -> page.isEmpty()
                                ? Future.succeededFuture(false)
                                : response.write(written(page)).map(true))))
                .compose(left -> response.end(written(List.of(last))))
                .onFailure(failure -> {
                    LOG.warn("a listing was cut off: {}", failure.toString());
                    response.reset();
                });
    }

    private Buffer written(List<JsonPart> parts) {
        try {
            for (JsonPart part : parts) {
                part.write(json);
            }
            json.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        Buffer written = Buffer.buffer(bytes.toByteArray());
        bytes.reset();
        return written;
    }
}
