package io.portcullis.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A line between clients and a server of this machine, which can fail as a network does: nothing comes through any more, and neither end
 * hears of that.
 */
public final class Link implements AutoCloseable {

    private static final int BUFFER = 65_536;

    private final ServerSocket door = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile int target;
    private volatile boolean cut;

    private Link(int target) throws IOException {
        this.target = target;
    }

    /** A line to this port. */
    public static Link to(int port) throws IOException {
        Link link = new Link(port);
        run(link::serve);
        return link;
    }

    /** Where clients find the server. */
    public int port() {
        return door.getLocalPort();
    }

    /** Swallows all that is sent from now on, either way. */
    public void cut() {
        cut = true;
    }

    /** Ends all connections and leads those that come next to another port. */
    public void move(int port) {
        target = port;
        hangUp();
    }

    private void serve() {
        try {
            while (true) {
                Socket client = opened(door.accept());
                Socket server = opened(new Socket(InetAddress.getLoopbackAddress(), target));
                run(() -> pump(client, server));
                run(() -> pump(server, client));
            }
        } catch (IOException closed) {
            hangUp();
        }
    }

    private Socket opened(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        open.add(socket);
        return socket;
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!cut) {
                    out.write(buffer, 0, read);
                }
            }
        } catch (IOException ended) {
            // As if it had ended in good order.
        } finally {
            close(from);
            close(to);
        }
    }

    private void hangUp() {
        open.forEach(this::close);
    }

    private void close(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(Runnable work) {
        Thread thread = new Thread(work, "link");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        door.close();
        hangUp();
    }
}
