package io.portcullis.ops;

import io.vertx.core.Future;

/** Whether a node can serve. */
@FunctionalInterface
public interface Readiness {

    /** {@code ready}, or in one word why not: it never fails, and answers within a second. */
    Future<String> word();
}
