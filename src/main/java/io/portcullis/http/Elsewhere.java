package io.portcullis.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/** Answers that are not of the API: the redirect to a clean path, and the absence of a web console. */
final class Elsewhere {

    private static final CharSequence NO_SNIFFING = HttpHeaders.createOptimized("X-Content-Type-Options");
    private static final String NO_PAGE = "404 page not found\n";

    private Elsewhere() {}

    /** 307, which keeps method and body; with a small page for GET and none for the others. */
    static void redirect(CleanRequest request, String location) {
        HttpServerResponse response = request.response().setStatusCode(307).putHeader(HttpHeaders.LOCATION, location);
        switch (request.method()) {
            case "GET" ->
                response.putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                        .end("<a href=\"" + html(location) + "\">Temporary Redirect</a>.\n\n");
            case "HEAD" ->
                response.putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                        .end();
            default -> {
                response.headers().remove(HttpHeaders.CONTENT_TYPE);
                response.end();
            }
        }
    }

    /** Whether the reference would serve the path from its web console. */
    static boolean isConsole(String path) {
        return path.equals("/") || path.startsWith("/ui") || path.equals("/robots.txt");
    }

    /** 404 as the reference answers with its console off. */
    static void noConsole(HttpServerResponse response) {
        Buffer page = Buffer.buffer(NO_PAGE);
        response.setStatusCode(404)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(page.length()))
                .putHeader(NO_SNIFFING, "nosniff")
                .end(page);
    }

    private static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&#34;")
                .replace("'", "&#39;");
    }
}
