package io.portcullis.http;

import io.vertx.core.Future;
import java.util.List;

/**
 * Something long, a page at a time.
 *
 * @param <T> what it is made of
 */
@FunctionalInterface
public interface Pages<T> {

    /** The next page, asked for after the one before came; empty at the end. */
    Future<List<T>> next();
}
