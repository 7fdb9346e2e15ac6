package io.portcullis.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A TCP connection that sends any bytes, one character a byte, and reads answers of HTTP/1. */
final class RawClient implements AutoCloseable {

    record Answer(int status, TreeMap<String, String> headers, String body) {}

    private final Socket socket;
    private final InputStream in;

    RawClient(int port) {
        try {
            socket = new Socket("127.0.0.1", port);
            socket.setSoTimeout(10_000);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RawClient send(String bytes) {
        try {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@link #send}, for a server that may close while the bytes are on their way. */
    RawClient sendWhatIsTaken(String bytes) {
        try {
            return send(bytes);
        } catch (UncheckedIOException e) {
            return this;
        }
    }

    /** The next answer; whether it has a body depends on the method that was asked with. */
    Answer read(boolean head) {
        String statusLine = line();
        TreeMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        int status = Integer.parseInt(statusLine.substring(9, 12));
        int length = head || status < 200 ? 0 : Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
        return new Answer(status, headers, exactly(length));
    }

    /** All answers until the server closes the connection. */
    List<Answer> readToEnd(boolean head) {
        List<Answer> answers = new ArrayList<>();
        while (!isClosed()) {
            answers.add(read(head));
        }
        return answers;
    }

    /** Whether the server closes the connection instead of sending another byte. */
    boolean isClosed() {
        try {
            in.mark(1);
            boolean closed = in.read() < 0;
            in.reset();
            return closed;
        } catch (SocketException e) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String line() {
        StringBuilder line = new StringBuilder();
        for (int b = next(); b != '\n'; b = next()) {
            line.append((char) b);
        }
        return line.toString().strip();
    }

    private String exactly(int length) {
        StringBuilder body = new StringBuilder();
        while (body.length() < length) {
            body.append((char) next());
        }
        return body.toString();
    }

    private int next() {
        try {
            int b = in.read();
            if (b < 0) {
                throw new IllegalStateException("closed in the middle of an answer");
            }
            return b;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
