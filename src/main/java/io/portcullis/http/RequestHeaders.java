package io.portcullis.http;

import io.portcullis.fault.Fault;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;

/**
 * The headers that decide where a request ends, to whom it goes and who sends it, each read in the only way that it can be read.
 *
 * @param host the {@code Host} header; empty if there is none
 * @param token {@code X-Vault-Token}, else the first {@code Authorization} of the scheme {@code Bearer}; empty if there is none
 * @param namespace {@code X-Vault-Namespace} as sent; empty if there is none
 */
record RequestHeaders(String host, String token, String namespace) {

    static final CharSequence TOKEN = HttpHeaders.createOptimized("X-Vault-Token");
    static final CharSequence NAMESPACE = HttpHeaders.createOptimized("X-Vault-Namespace");

    private static final CharSequence FETCH_SITE = HttpHeaders.createOptimized("Sec-Fetch-Site");
    private static final CharSequence HIXIE_KEY = HttpHeaders.createOptimized("Sec-WebSocket-Key1");
    private static final String BEARER = "Bearer ";

    /**
     * Reads and checks the headers of a request.
     *
     * @throws Fault 400 if two readers could disagree about them: a {@code Transfer-Encoding} other than {@code chunked}; no
     *     {@code Host} in HTTP/1.1; two of {@code Host}, {@code X-Vault-Token}, {@code X-Vault-Namespace}, {@code Content-Type},
     *     {@code Authorization: Bearer}; a header without a name; 417 for an unknown {@code Expect}
     */
    static RequestHeaders of(HttpServerRequest request) {
        MultiMap headers = request.headers();
        checkFraming(headers);
        single(headers, HttpHeaders.CONTENT_TYPE);
        String token = single(headers, TOKEN);
        String bearer = bearer(headers);
        return new RequestHeaders(host(request), token.isEmpty() ? bearer : token, single(headers, NAMESPACE));
    }

    /** Whether a browser says that a page of another origin made it send the request. */
    static boolean isCrossSite(HttpServerRequest request) {
        MultiMap headers = request.headers();
        return headers.contains(FETCH_SITE, "cross-site", true) || headers.contains(FETCH_SITE, "same-site", true);
    }

    private static void checkFraming(MultiMap headers) {
        String coding = single(headers, HttpHeaders.TRANSFER_ENCODING);
        if (!coding.isEmpty() && !coding.equalsIgnoreCase("chunked")) {
            throw Fault.badRequest("unsupported transfer encoding");
        }
        if (!coding.isEmpty() && headers.contains(HttpHeaders.CONTENT_LENGTH)) {
            throw Fault.badRequest("both a transfer encoding and a content length");
        }
        // The decoder takes the eight bytes after such a GET for its body, whatever the other headers say.
        if (headers.contains(HIXIE_KEY)) {
            throw Fault.badRequest("unsupported WebSocket handshake");
        }
        if (headers.contains("")) {
            throw Fault.badRequest("header without a name");
        }
        String expectation = single(headers, HttpHeaders.EXPECT);
        if (!expectation.isEmpty() && !expectation.equalsIgnoreCase("100-continue")) {
            throw Fault.of(417, "unsupported expectation");
        }
    }

    private static String host(HttpServerRequest request) {
        String host = single(request.headers(), HttpHeaders.HOST);
        if (host.isEmpty()
                && request.version() != HttpVersion.HTTP_1_0
                && !request.headers().contains(HttpHeaders.HOST)) {
            throw Fault.badRequest("missing required Host header");
        }
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c <= ' ' || c >= 0x7f || "\"#/<>?@\\^`{|}".indexOf(c) >= 0) {
                throw Fault.badRequest("malformed Host header");
            }
        }
        return host;
    }

    private static String single(MultiMap headers, CharSequence name) {
        List<String> values = headers.getAll(name);
        return switch (values.size()) {
            case 0 -> "";
            case 1 -> values.get(0);
            default -> throw Fault.badRequest("more than one " + name + " header");
        };
    }

    private static String bearer(MultiMap headers) {
        String bearer = "";
        for (String value : headers.getAll(HttpHeaders.AUTHORIZATION)) {
            if (value.startsWith(BEARER)) {
                if (!bearer.isEmpty()) {
                    throw Fault.badRequest("more than one bearer token");
                }
                bearer = value.substring(BEARER.length()).strip();
            }
        }
        return bearer;
    }
}
