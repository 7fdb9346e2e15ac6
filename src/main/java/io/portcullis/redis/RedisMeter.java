package io.portcullis.redis;

/** Hears how Redis does. It never blocks; called on event loops. */
public interface RedisMeter {

    /** For nobody. */
    RedisMeter NONE = new RedisMeter() {
        @Override
        public void answered(Kind kind, long nanos) {}

        @Override
        public void failed(Kind kind) {}

        @Override
        public void gaveUp() {}
    };

    /** What was sent. */
    enum Kind {
        /** The plain reads of one turn of an event loop, together. */
        READ,
        /** A script, or another command. */
        COMMAND
    }

    /** Redis answered, be it with an error. */
    void answered(Kind kind, long nanos);

    /** It did not: the connection broke, there was none, or the deadline passed. */
    void failed(Kind kind);

    /** A connection was given up. */
    void gaveUp();
}
