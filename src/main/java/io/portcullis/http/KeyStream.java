package io.portcullis.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes an envelope whose {@code data.keys} does not stand in memory as a whole. */
final class KeyStream {

    private static final Logger LOG = LoggerFactory.getLogger(KeyStream.class);

    private final HttpServerResponse response;
    private final String requestId;
    private final Pages<String> pages;
    private final List<String> warnings;
    private boolean begun;

    KeyStream(HttpServerResponse response, String requestId, Pages<String> pages, List<String> warnings) {
        this.response = response;
        this.requestId = requestId;
        this.pages = pages;
        this.warnings = warnings;
    }

    /** Writes the pages that are there, then the others; each waits until the one before has left. A failure cuts it off. */
    void write(List<String> first, List<String> second) {
        response.setChunked(true);
        response.write(head())
                .compose(written -> page(first))
                .compose(written -> page(second))
                .compose(written -> rest())
                .onFailure(failure -> {
                    LOG.warn("a listing was cut off: {}", failure.toString());
                    response.reset();
                });
    }

    private Future<Void> rest() {
        return pages.next()
                .compose(page ->
                        page.isEmpty() ? response.end(tail()) : page(page).compose(written -> rest()));
    }

    private Future<Void> page(List<String> keys) {
        StringBuilder json = new StringBuilder(32 * keys.size());
        for (String key : keys) {
            if (begun) {
                json.append(',');
            }
            begun = true;
            JsonText.quote(json, key);
        }
        return response.write(json.toString());
    }

    private String head() {
        return "{\"request_id\":\"" + requestId
                + "\",\"lease_id\":\"\",\"renewable\":false,\"lease_duration\":0,\"data\":{\"keys\":[";
    }

    private String tail() {
        StringBuilder json = new StringBuilder("]},\"wrap_info\":null,\"warnings\":");
        if (warnings.isEmpty()) {
            json.append("null");
        } else {
            char before = '[';
            for (String warning : warnings) {
                json.append(before);
                JsonText.quote(json, warning);
                before = ',';
            }
            json.append(']');
        }
        return json.append(",\"auth\":null}\n").toString();
    }
}
