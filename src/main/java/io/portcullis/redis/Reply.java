package io.portcullis.redis;

import io.portcullis.fault.Fault;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What Redis answered: absent, bytes, a number, or a list of replies.
 *
 * <p>A reply of another shape than the caller expects is {@link Fault#unavailable(String)}: nonsense is never read as "nothing
 * there".
 */
public final class Reply {

    private static final Reply ABSENT = new Reply(null);

    private final @Nullable Response response;

    private Reply(@Nullable Response response) {
        this.response = response;
    }

    static Reply of(@Nullable Response response) {
        return response == null ? ABSENT : new Reply(response);
    }

    /** Whether Redis has nothing there. */
    public boolean isAbsent() {
        return response == null;
    }

    /** The bytes of a string reply; empty when absent. */
    public Optional<byte[]> bytes() {
        return response == null ? Optional.empty() : Optional.of(requireBytes());
    }

    /** The bytes of a string reply that must be there. */
    public byte[] requireBytes() {
        return shaped(Response::toBytes);
    }

    /** A string reply, read as UTF-8. */
    public String text() {
        return shaped(r -> r.toString(StandardCharsets.UTF_8));
    }

    /** A number, or a string that is one. */
    public long number() {
        return shaped(Response::toLong);
    }

    /** Number of elements of a list. */
    public int size() {
        return shaped(Response::size);
    }

    /** An element of a list. */
    public Reply get(int index) {
        return of(shapedOrNull(r -> r.get(index)));
    }

    /** The elements of a list, in order. */
    public List<Reply> list() {
        return IntStream.range(0, size()).mapToObj(this::get).toList();
    }

    private <T> T shaped(java.util.function.Function<Response, @Nullable T> reader) {
        T value = shapedOrNull(reader);
        if (value == null) {
            throw Fault.unavailable("Redis answered with a reply of the wrong shape");
        }
        return value;
    }

    private <T> @Nullable T shapedOrNull(java.util.function.Function<Response, @Nullable T> reader) {
        if (response == null) {
            throw Fault.unavailable("Redis answered nothing where a value was due");
        }
        try {
            return reader.apply(response);
        } catch (RuntimeException wrongShape) {
            throw Fault.unavailable(wrongShape);
        }
    }
}
