package io.portcullis.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One plain connection to Redis, with none of the product's code in it: what tests assert with.
 *
 * <p>Replies are {@code String} (bytes as ISO 8859-1), {@code Long}, {@code null}, or a {@code List} of these. Not for several
 * threads.
 */
public final class RespClient implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private RespClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = new BufferedOutputStream(socket.getOutputStream());
    }

    /** A connection to {@code redis://[[user]:password@]host:port}, authenticated. */
    public static RespClient connect(String address) throws IOException {
        return connect(address, TIMEOUT);
    }

    /** As {@link #connect(String)}; every command fails that is not answered within this time. */
    public static RespClient connect(String address, Duration timeout) throws IOException {
        int millis = Math.toIntExact(timeout.toMillis());
        URI uri = URI.create(address);
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(millis);
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? 6379 : uri.getPort()), millis);
            RespClient client = new RespClient(socket);
            if (uri.getUserInfo() != null) {
                String[] login = uri.getUserInfo().split(":", 2);
                client.command("AUTH", login[0].isEmpty() ? "default" : login[0], login[1]);
            }
            return client;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Sends one command and returns its reply.
     *
     * @throws ErrorReply for an error reply, its text as the message
     */
    public @Nullable Object command(String... words) throws IOException {
        out.write(("*" + words.length + "\r\n").getBytes(UTF_8));
        for (String word : words) {
            byte[] bytes = word.getBytes(UTF_8);
            out.write(("$" + bytes.length + "\r\n").getBytes(UTF_8));
            out.write(bytes);
            out.write(new byte[] {'\r', '\n'});
        }
        out.flush();
        return reply();
    }

    private @Nullable Object reply() throws IOException {
        String line = line();
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+' -> rest;
            case '-' -> throw new ErrorReply(rest);
            case ':' -> Long.valueOf(rest);
            case '$' -> bulk(Integer.parseInt(rest));
            case '*' -> array(Integer.parseInt(rest));
            default -> throw new IOException("not a reply: " + line);
        };
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = read(); next != '\r'; next = read()) {
            line.append((char) next);
        }
        read();
        return line.toString();
    }

    private int read() throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException("Redis closed the connection");
        }
        return next;
    }

    private @Nullable String bulk(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        byte[] bytes = in.readNBytes(length);
        read();
        read();
        return new String(bytes, ISO_8859_1);
    }

    private @Nullable List<@Nullable Object> array(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        List<@Nullable Object> elements = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            elements.add(reply());
        }
        return elements;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** An error reply of Redis. */
    public static final class ErrorReply extends IOException {

        private static final long serialVersionUID = 1;

        ErrorReply(String text) {
            super(text);
        }
    }
}
