package io.portcullis.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bytes in, answers out: what the network stack refuses before the gate ({@link #stack}), what the gate refuses, answers and
 * passes on. Characters stand for bytes.
 */
class GateCorpusTest {

    private static final String HOST = "Host: localhost";
    private static final String END = "\r\n\r\n";
    private static final String EMPTY = "";
    private static final String SILENT = "{\"errors\":[]}\n";

    private static EchoServer server;

    /** What is sent, and the statuses and last body that come back; whether the connection is closed then. */
    record Case(String name, String sent, List<Integer> statuses, boolean closes, String body) {

        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void listen() {
        server = new EchoServer(Duration.ofSeconds(20), Duration.ofSeconds(20), false);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<Case> stack() {
        return Stream.of(
                closes("HTTP/0.9", 400, "GET /v1/a\r\n", EMPTY),
                closes("no version", 400, "GET /v1/a\r\n" + HOST + END, EMPTY),
                closes("HTTP/1.2", 501, "GET /v1/a HTTP/1.2\r\n" + HOST + END, EMPTY),
                closes("HTTP/2.0", 501, "GET /v1/a HTTP/2.0\r\n" + HOST + END, EMPTY),
                closes("preface of HTTP/2", 501, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", EMPTY),
                closes("version in lower case", 501, "GET /v1/a http/1.1\r\n" + HOST + END, EMPTY),
                closes("no such version", 400, "GET /v1/a HTTP/x\r\n" + HOST + END, EMPTY),
                closes("blank in the target", 400, "GET /v1/a b HTTP/1.1\r\n" + HOST + END, EMPTY),
                closes("bare LF", 400, "GET /v1/a HTTP/1.1\n" + HOST + "\n\n", EMPTY),
                closes("bare LF after a header", 400, "GET /v1/a HTTP/1.1\r\n" + HOST + "\nA: b" + END, EMPTY),
                closes("bare CR in a header", 400, get("/v1/a", "A: b\rc"), EMPTY),
                closes("blank before the colon", 400, get("/v1/a", "A : b"), EMPTY),
                closes("tab before the colon", 400, get("/v1/a", "A\t: b"), EMPTY),
                closes("blank behind the line", 400, "GET /v1/a HTTP/1.1 \r\n" + HOST + END, EMPTY),
                closes("NUL in front of the line", 400, "\0GET /v1/a HTTP/1.1\r\n" + HOST + END, EMPTY),
                closes("byte above ASCII in the method", 400, "G\u00c9T /v1/a HTTP/1.1\r\n" + HOST + END, EMPTY),
                closes("control in the method", 400, "G\u0001T /v1/a HTTP/1.1\r\n" + HOST + END, EMPTY),
                closes("separator in a name", 400, get("/v1/a", "A@B: c"), EMPTY),
                closes("vertical tab in a header", 400, get("/v1/a", "A: b\u000bc"), EMPTY),
                closes("no colon", 400, get("/v1/a", "A"), EMPTY),
                closes("folded first header", 400, "GET /v1/a HTTP/1.1\r\n A: b\r\n" + HOST + END, EMPTY),
                closes("NUL in a header", 400, get("/v1/a", "A: b\0c"), EMPTY),
                closes("control in a header", 400, get("/v1/a", "A: b\u0001c"), EMPTY),
                closes("DEL in a header", 400, get("/v1/a", "A: b\u007fc"), EMPTY),
                closes("byte above ASCII in a name", 400, get("/v1/a", "\u00e4: b"), EMPTY),
                closes("negative length", 400, post("Content-Length: -1", "x"), EMPTY),
                closes("signed length", 400, post("Content-Length: +1", "x"), EMPTY),
                closes("length in hex", 400, post("Content-Length: 0x1", "x"), EMPTY),
                closes("empty length", 400, post("Content-Length:", "x"), EMPTY),
                closes("folded length", 400, post("Content-Length: 1\r\n 2", "x"), EMPTY),
                closes("length beyond 2^63", 400, post("Content-Length: 9223372036854775808", "x"), EMPTY),
                closes("two lengths", 400, post("Content-Length: 1\r\nContent-Length: 2", "xx"), EMPTY),
                closes("one length twice", 400, post("Content-Length: 1\r\nContent-Length: 1", "x"), EMPTY),
                closes("list of lengths", 400, post("Content-Length: 1, 2", "xx"), EMPTY),
                closes("list of one length", 400, post("Content-Length: 1, 1", "x"), EMPTY),
                closes("chunked with a length", 400, chunked("Content-Length: 1\r\n", "0" + END), EMPTY),
                closes(
                        "length before chunked",
                        400,
                        post("Content-Length: 1\r\nTransfer-Encoding: chunked", "0" + END),
                        EMPTY),
                closes("chunked, then another", 400, post("Transfer-Encoding: chunked, identity", "0" + END), EMPTY),
                closes("chunked twice", 400, post("Transfer-Encoding: chunked, chunked", "0" + END), EMPTY),
                closes("identity", 400, post("Transfer-Encoding: identity", ""), EMPTY),
                closes("xchunked", 400, post("Transfer-Encoding: xchunked", "0" + END), EMPTY),
                closes("quoted chunked", 400, post("Transfer-Encoding: \"chunked\"", "0" + END), EMPTY),
                closes(
                        "chunked in HTTP/1.0",
                        400,
                        "POST /v1/a HTTP/1.0\r\nTransfer-Encoding: chunked" + END + "0" + END,
                        EMPTY),
                closes("huge request line", 414, get("/v1/" + "a".repeat(3000)), EMPTY),
                closes("huge header", 431, get("/v1/a", "A: " + "b".repeat(5000)), EMPTY),
                closes("many headers", 431, get("/v1/a", "A: b\r\n".repeat(2000) + "C: d"), EMPTY));
    }

    static Stream<Case> framing() {
        return Stream.of(
                refused(
                        "identity, then chunked",
                        "unsupported transfer encoding",
                        post("Transfer-Encoding: identity, chunked", "0" + END)),
                refused(
                        "gzip, then chunked",
                        "unsupported transfer encoding",
                        post("Transfer-Encoding: gzip, chunked", "0" + END)),
                refused(
                        "folded chunked",
                        "unsupported transfer encoding",
                        post("Transfer-Encoding:\r\n chunked", "0" + END)),
                refused(
                        "chunked with an empty element",
                        "unsupported transfer encoding",
                        post("Transfer-Encoding: , chunked", "0" + END)),
                refused(
                        "codings on two lines",
                        "more than one transfer-encoding header",
                        post("Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked", "0" + END)),
                refused("header without a name", "header without a name", get("/v1/a", ": b")),
                refused("no Host", "missing required Host header", "GET /v1/a HTTP/1.1" + END),
                refused("two Hosts", "more than one host header", get("/v1/a", HOST)),
                refused("blank in Host", "malformed Host header", "GET /v1/a HTTP/1.1\r\nHost: a b" + END),
                refused("folded Host", "malformed Host header", "GET /v1/a HTTP/1.1\r\nHost: a\r\n b" + END),
                refused("user in Host", "malformed Host header", "GET /v1/a HTTP/1.1\r\nHost: u@a" + END),
                refused("path in Host", "malformed Host header", "GET /v1/a HTTP/1.1\r\nHost: a/b" + END),
                refused(
                        "two Hosts in HTTP/1.0",
                        "more than one host header",
                        "GET /v1/a HTTP/1.0\r\nHost: a\r\nHost: a" + END),
                refused(
                        "absolute form, another Host",
                        "the Host header differs from the request target",
                        get("http://evil/v1/a")),
                refused(
                        "absolute form, another port",
                        "the Host header differs from the request target",
                        get("http://localhost:81/v1/a")),
                refused(
                        "absolute form with a user",
                        "the Host header differs from the request target",
                        get("http://u@localhost/v1/a")),
                refused(
                        "absolute form without Host",
                        "missing required Host header",
                        "GET http://localhost/v1/a HTTP/1.1" + END),
                refused("absolute form without authority", "malformed request target", get("http:///v1/a")),
                refused("another scheme", "malformed request target", get("ftp://localhost/v1/a")),
                refused(
                        "authority form",
                        "malformed request target",
                        "CONNECT localhost:443 HTTP/1.1\r\n" + HOST + END),
                refused("asterisk form", "malformed request target", "OPTIONS * HTTP/1.1\r\n" + HOST + END),
                refused("no slash", "malformed request target", get("v1/a")),
                refused(
                        "two tokens",
                        "more than one X-Vault-Token header",
                        get("/v1/a", "X-Vault-Token: a", "x-vault-token: a")),
                refused(
                        "a token and an empty one",
                        "more than one X-Vault-Token header",
                        get("/v1/a", "X-Vault-Token:", "X-Vault-Token: a")),
                refused(
                        "two namespaces",
                        "more than one X-Vault-Namespace header",
                        get("/v1/a", "X-Vault-Namespace: a", "X-Vault-Namespace: b")),
                refused(
                        "two types",
                        "more than one content-type header",
                        get("/v1/a", "Content-Type: a/b", "Content-Type: a/b")),
                refused(
                        "two bearers",
                        "more than one bearer token",
                        get("/v1/a", "Authorization: Bearer a", "Authorization: Bearer b")),
                refused(
                        "handshake of an old WebSocket",
                        "unsupported WebSocket handshake",
                        get("/v1/a", "Sec-WebSocket-Key1: a", "Sec-WebSocket-Key2: b") + "12345678"),
                closes(
                        "another expectation",
                        417,
                        post("Expect: tea\r\nContent-Length: 1", "x"),
                        errors("unsupported expectation")));
    }

    static Stream<Case> targets() {
        return Stream.of(
                refused("fragment", "malformed request target", get("/v1/a#b")),
                refused("fragment in the query", "malformed request target", get("/v1/a?b#c")),
                refused("control byte", "malformed request target", get("/v1/a\u0001")),
                refused("NUL", "malformed request target", get("/v1/a\0b")),
                refused("DEL", "malformed request target", get("/v1/a\u007f")),
                refused("control byte in the query", "malformed request target", get("/v1/a?\u0001")),
                refused("half an escape", "malformed percent-escape in the request target", get("/v1/a%4")),
                refused("no hex", "malformed percent-escape in the request target", get("/v1/a%zz")),
                refused(
                        "bad escape in the query",
                        "malformed percent-escape in the request target",
                        get("/v1/a?b=%zz")),
                refused("not UTF-8", "request target is not UTF-8", get("/v1/%ff")),
                refused("raw bytes, not UTF-8", "request target is not UTF-8", get("/v1/\u00ff")),
                refused("overlong slash", "request target is not UTF-8", get("/v1/a%c0%afb")),
                refused("surrogate", "request target is not UTF-8", get("/v1/%ed%a0%80")),
                refused("query not UTF-8", "request target is not UTF-8", get("/v1/a?b=%ff")),
                refused("escaped dots", "relative paths not supported", get("/v1/a/%2e%2e/b")),
                refused("dots before an escaped slash", "relative paths not supported", get("/v1/a/..%2fb")),
                refused("escaped dot at the end", "relative paths not supported", get("/v1/a/%2e")),
                closes("escaped control", 400, get("/v1/a%01"), EMPTY),
                closes("escaped NUL", 400, get("/v1/a%00"), EMPTY),
                closes("no-break space", 400, get("/v1/%c2%a0"), EMPTY),
                closes("right-to-left override", 400, get("/v1/%e2%80%ae"), EMPTY),
                closes("private use", 400, get("/v1/%ee%80%80"), EMPTY),
                closes("soft hyphen", 400, get("/v1/%c2%ad"), EMPTY),
                answered(
                        "double slash",
                        307,
                        get("/v1/a//b?x=1&y=%2f"),
                        "<a href=\"/v1/a/b?x=1&amp;y=%2f\">Temporary Redirect</a>.\n\n"),
                answered("dot segment", 307, get("/v1/a/./b"), "<a href=\"/v1/a/b\">Temporary Redirect</a>.\n\n"),
                answered("dots", 307, get("/v1/a/../b"), "<a href=\"/v1/b\">Temporary Redirect</a>.\n\n"),
                answered("dots out of the API", 307, get("/v1/../b"), "<a href=\"/b\">Temporary Redirect</a>.\n\n"),
                answered(
                        "dots to another server",
                        307,
                        get("/v1/..//evil"),
                        "<a href=\"/evil\">Temporary Redirect</a>.\n\n"),
                answered(
                        "backslash to another server",
                        307,
                        get("/v1/../\\evil"),
                        "<a href=\"/%5Cevil\">Temporary Redirect</a>.\n\n"),
                answered("a folder", 307, get("/v1/sys"), "<a href=\"/v1/sys/\">Temporary Redirect</a>.\n\n"),
                answered(
                        "markup in an unclean path",
                        307,
                        get("/v1/<b>//\"'"),
                        "<a href=\"/v1/%3Cb%3E/%22&#39;\">Temporary Redirect</a>.\n\n"),
                answered(
                        "unclean POST",
                        307,
                        "POST /v1/a//b HTTP/1.1\r\n" + HOST + "\r\nContent-Length: 2" + END + "{}",
                        EMPTY),
                answered("unclean LIST", 307, "LIST /v1/a//b HTTP/1.1\r\n" + HOST + END, EMPTY),
                answered("no slash after v1", 404, get("/v1"), SILENT),
                answered("another version", 404, get("/v2/x"), SILENT),
                answered("another version, unclean", 404, get("/v2//x"), SILENT),
                answered("double slash in front", 404, get("//v1/x"), SILENT),
                answered("escaped slash after v1", 404, get("/v1%2fx"), SILENT),
                answered("absolute form without path", 404, get("http://localhost"), "404 page not found\n"),
                answered("root", 404, get("/"), "404 page not found\n"),
                answered("console", 404, get("/ui"), "404 page not found\n"),
                answered("console's folder", 404, get("/ui/"), "404 page not found\n"),
                answered("robots", 404, get("/robots.txt"), "404 page not found\n"));
    }

    static Stream<Case> browsers() {
        return Stream.of(
                closes(
                        "another site's page",
                        403,
                        get("/v1/a", "Sec-Fetch-Site: cross-site"),
                        errors("origin not allowed")),
                closes(
                        "a neighbour's page",
                        403,
                        get("/v1/a", "Sec-Fetch-Site: same-site"),
                        errors("origin not allowed")),
                closes("upper case", 403, get("/v1/a", "Sec-Fetch-Site: CROSS-SITE"), errors("origin not allowed")),
                closes(
                        "two answers",
                        403,
                        get("/v1/a", "Sec-Fetch-Site: none", "Sec-Fetch-Site: cross-site"),
                        errors("origin not allowed")),
                served("our own page", get("/v1/a", "Sec-Fetch-Site: same-origin"), "GET a? t= n= b="),
                served("typed by hand", get("/v1/a", "Sec-Fetch-Site: none"), "GET a? t= n= b="));
    }

    static Stream<Case> passed() {
        return Stream.of(
                served("GET", get("/v1/a/b"), "GET a/b? t= n= b="),
                served("the empty path", get("/v1/"), "GET ? t= n= b="),
                served("query as sent", get("/v1/a?b=%2F&c"), "GET a?b=%2F&c t= n= b="),
                served("escaped slash is a slash", get("/v1/a%2fb%2F%2fc"), "GET a/b//c? t= n= b="),
                served("decoded once", get("/v1/a%252fb"), "GET a%2fb? t= n= b="),
                served("dots that are no segments", get("/v1/a/..b/.c/d../..."), "GET a/..b/.c/d../...? t= n= b="),
                served("blank and plus", get("/v1/a%20b+c"), "GET a b+c? t= n= b="),
                served("raw UTF-8", get("/v1/\u00c3\u00a9"), "GET \u00e9? t= n= b="),
                served("escaped UTF-8", get("/v1/%c3%A9"), "GET \u00e9? t= n= b="),
                served("absolute form", get("http://localhost/v1/a?b"), "GET a?b t= n= b="),
                served("absolute form in upper case", get("HTTPS://LOCALHOST/v1/a"), "GET a? t= n= b="),
                served("unknown method", "FOO /v1/a HTTP/1.1\r\n" + HOST + END, "FOO a? t= n= b="),
                served("method in lower case", "get /v1/a HTTP/1.1\r\n" + HOST + END, "get a? t= n= b="),
                served("LIST", "LIST /v1/a HTTP/1.1\r\n" + HOST + END, "LIST a? t= n= b="),
                served("empty Host", "GET /v1/a HTTP/1.1\r\nHost:" + END, "GET a? t= n= b="),
                served("IPv6 Host", "GET /v1/a HTTP/1.1\r\nHost: [::1]:8200" + END, "GET a? t= n= b="),
                served("blanks around the target", "GET  /v1/a   HTTP/1.1\r\n" + HOST + END, "GET a? t= n= b="),
                served(
                        "other blanks around the target",
                        "GET\t/v1/a\u000bHTTP/1.1\r\n" + HOST + END,
                        "GET a? t= n= b="),
                served("bare CR around the target", "GET\r/v1/a\rHTTP/1.1\r\n" + HOST + END, "GET a? t= n= b="),
                served("blank in front of the line", " GET /v1/a HTTP/1.1\r\n" + HOST + END, "GET a? t= n= b="),
                served("empty lines in front", "\r\n\r\n" + get("/v1/a"), "GET a? t= n= b="),
                served("token", get("/v1/a", "X-Vault-Token: s.x"), "GET a? t=s.x n= b="),
                served(
                        "token wins over bearer",
                        get("/v1/a", "Authorization: Bearer b", "X-Vault-Token: a"),
                        "GET a? t=a n= b="),
                served(
                        "empty token is none",
                        get("/v1/a", "X-Vault-Token:", "Authorization: Bearer b"),
                        "GET a? t=b n= b="),
                served("bearer is trimmed", get("/v1/a", "Authorization: Bearer   b "), "GET a? t=b n= b="),
                served("bearer in lower case is none", get("/v1/a", "Authorization: bearer b"), "GET a? t= n= b="),
                served(
                        "other schemes are ignored",
                        get("/v1/a", "Authorization: Basic a", "Authorization: Basic b", "Authorization: Bearer c"),
                        "GET a? t=c n= b="),
                served("underscores make another header", get("/v1/a", "X_Vault_Token: a"), "GET a? t= n= b="),
                served("namespace as sent", get("/v1/a", "X-Vault-Namespace: /a//b/"), "GET a? t= n=/a//b/ b="),
                served("empty namespace is none", get("/v1/a", "X-Vault-Namespace:"), "GET a? t= n= b="),
                served(
                        "bytes above ASCII in a value",
                        get("/v1/a", "X-Vault-Namespace: \u00ff"),
                        "GET a? t= n=\u00ff b="),
                served("tab in a value", get("/v1/a", "X-Vault-Namespace: a\tb"), "GET a? t= n=a\tb b="),
                served(
                        "folded value is joined by a blank",
                        get("/v1/a", "X-Vault-Namespace: a\r\n\t b"),
                        "GET a? t= n=a b b="),
                served("body", post("Content-Length: 2", "{}"), "POST a? t= n= b={}"),
                served("length with zeros in front", post("Content-Length: 002", "{}"), "POST a? t= n= b={}"),
                served("chunks", chunked("", "2\r\n{}\r\n0" + END), "POST a? t= n= b={}"),
                served(
                        "chunks in capitals",
                        post("Transfer-Encoding: CHUNKED", "2\r\n{}\r\n0" + END),
                        "POST a? t= n= b={}"),
                served("chunk extensions", chunked("", "2;a=b;c=\"d\"\r\n{}\r\n0" + END), "POST a? t= n= b={}"),
                served(
                        "trailers are dropped",
                        chunked("", "2\r\n{}\r\n0\r\nX-Vault-Token: a" + END),
                        "POST a? t= n= b={}"),
                served("body of a GET is dropped", get("/v1/a", "Content-Length: 2") + "{}", "GET a? t= n= b="),
                served(
                        "h2c is ignored",
                        get("/v1/a", "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABk"),
                        "GET a? t= n= b="),
                served(
                        "WebSocket is ignored",
                        get(
                                "/v1/a",
                                "Connection: Upgrade",
                                "Upgrade: websocket",
                                "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
                                "Sec-WebSocket-Version: 13"),
                        "GET a? t= n= b="),
                new Case(
                        "expectation",
                        post("Expect: 100-continue\r\nContent-Length: 2", "{}"),
                        List.of(100, 200),
                        false,
                        "POST a? t= n= b={}"),
                new Case(
                        "pipeline",
                        get("/v1/a") + post("Content-Length: 2", "{}") + get("/v1/c"),
                        List.of(200, 200, 200),
                        false,
                        "GET c? t= n= b="),
                closes("HTTP/1.0 without Host", 200, "GET /v1/a HTTP/1.0" + END, "GET a? t= n= b="),
                closes("asked to close", 200, get("/v1/a", "Connection: close") + get("/v1/b"), "GET a? t= n= b="));
    }

    static Stream<Case> bodies() {
        return Stream.of(
                answered(
                        "largest body of a stranger",
                        200,
                        post("Content-Length: 65536", "x".repeat(65536)),
                        "POST a? t= n= b=65536 bytes"),
                answered(
                        "largest body with a token",
                        200,
                        post("X-Vault-Token: t\r\nContent-Length: 1048576", "x".repeat(1048576)),
                        "POST a? t=t n= b=1048576 bytes"),
                answered(
                        "largest body in chunks",
                        200,
                        chunked(
                                "",
                                "8000\r\n" + "x".repeat(32768) + "\r\n8000\r\n" + "x".repeat(32768) + "\r\n0" + END),
                        "POST a? t= n= b=65536 bytes"),
                closes(
                        "announced too large",
                        413,
                        post("Content-Length: 65537", ""),
                        errors("http: request body too large")),
                closes(
                        "announced too large, but asked first",
                        413,
                        post("Expect: 100-continue\r\nContent-Length: 65537", ""),
                        errors("http: request body too large")),
                closes(
                        "announced too large with a token",
                        413,
                        post("X-Vault-Token: t\r\nContent-Length: 1048577", ""),
                        errors("http: request body too large")),
                closes(
                        "too large in chunks",
                        413,
                        chunked(
                                "",
                                "8000\r\n" + "x".repeat(32768) + "\r\n8001\r\n" + "x".repeat(32769) + "\r\n0" + END),
                        errors("http: request body too large")),
                closes(
                        "too large, of a GET",
                        413,
                        get("/v1/a", "Content-Length: 65537"),
                        errors("http: request body too large")),
                closes(
                        "too large, unclean path",
                        413,
                        get("/v1/a//b", "Content-Length: 65537"),
                        errors("http: request body too large")),
                closes(
                        "chunk size in letters",
                        400,
                        chunked("", "xyz\r\n{}\r\n0" + END),
                        errors("malformed request body")),
                closes(
                        "negative chunk size",
                        400,
                        chunked("", "-2\r\n{}\r\n0" + END),
                        errors("malformed request body")),
                closes(
                        "chunk size with 0x",
                        400,
                        chunked("", "0x2\r\n{}\r\n0" + END),
                        errors("malformed request body")),
                closes(
                        "chunk size beyond 2^31",
                        400,
                        chunked("", "80000000\r\n{}\r\n0" + END),
                        errors("malformed request body")),
                closes("empty chunk size", 400, chunked("", "\r\n{}\r\n0" + END), errors("malformed request body")),
                closes(
                        "chunk longer than said",
                        400,
                        chunked("", "1\r\n{}\r\n0" + END),
                        errors("malformed request body")),
                closes(
                        "bare LF after a chunk size",
                        400,
                        chunked("", "2\n{}\r\n0" + END),
                        errors("malformed request body")),
                closes(
                        "LF in a chunk extension",
                        400,
                        chunked("", "2;a\nb\r\n{}\r\n0" + END),
                        errors("malformed request body")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"stack", "framing", "targets", "browsers", "passed", "bodies"})
    void bytesAreAnsweredAsTheTableSays(Case each) {
        boolean head = each.sent().startsWith("HEAD ");
        try (RawClient client = new RawClient(server.port())) {
            client.sendWhatIsTaken(each.sent());
            List<RawClient.Answer> answers = each.closes()
                    ? client.readToEnd(head)
                    : each.statuses().stream().map(status -> client.read(head)).toList();

            assertThat(answers).extracting(RawClient.Answer::status).isEqualTo(each.statuses());
            assertThat(answers.get(answers.size() - 1).body()).isEqualTo(each.body());
            if (!each.closes()) {
                assertThat(client.send(get("/v1/probe")).read(false).body()).startsWith("GET probe");
            }
        }
    }

    private static String get(String target, String... headers) {
        String lines = headers.length == 0 ? "" : "\r\n" + String.join("\r\n", headers);
        return "GET " + target + " HTTP/1.1\r\n" + HOST + lines + END;
    }

    private static String post(String headers, String body) {
        return "POST /v1/a HTTP/1.1\r\n" + HOST + "\r\n" + headers + END + body;
    }

    private static String chunked(String headers, String chunks) {
        return post("Transfer-Encoding: chunked\r\n" + headers + "A: b", chunks);
    }

    private static String errors(String text) {
        return "{\"errors\":[\"" + text + "\"]}\n";
    }

    private static Case closes(String name, int status, String sent, String body) {
        return new Case(name, sent, List.of(status), true, body);
    }

    private static Case refused(String name, String text, String sent) {
        return closes(name, 400, sent, errors(text));
    }

    private static Case answered(String name, int status, String sent, String body) {
        return new Case(name, sent, List.of(status), false, body);
    }

    private static Case served(String name, String sent, String body) {
        return answered(name, 200, sent, body);
    }
}
