package io.portcullis.http;

/** What the caller of a request can touch in any way, by its policies. Of a caller without a token: nothing. */
@FunctionalInterface
public interface Reach {

    /** Whether some capability is given at, above or below this path of the namespace. */
    boolean touches(String path);
}
