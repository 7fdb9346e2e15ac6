package io.portcullis.redis;

/** Hears how Redis does. It never blocks; called on event loops. */
public interface RedisMeter {

    /** For nobody. */
    RedisMeter NONE = new RedisMeter() {
        @Override
        public void answered(Kind kind, long nanos) {}

        @Override
        public void failed(Kind kind, Failure failure) {}

        @Override
        public void connection(Connection event) {}
    };

    /** What was sent. */
    enum Kind {
        /** The plain reads of one turn of an event loop, together. */
        READ,
        /** A script. */
        SCRIPT,
        /** Another command. */
        COMMAND
    }

    /** Why there was no answer. */
    enum Failure {
        /** The deadline passed. */
        TIMEOUT,
        /** The connection broke, or there was none. */
        CONNECTION
    }

    /** What becomes of a connection: it is opened and then lost or closed, or it fails. */
    enum Connection {
        /** It is ready for use. */
        OPENED,
        /** It could not be opened. */
        FAILED,
        /** It was open, and broke or was given up. */
        LOST,
        /** It was open, and is not needed any more. */
        CLOSED
    }

    /** Redis answered, be it with an error. */
    void answered(Kind kind, long nanos);

    /** It did not. */
    void failed(Kind kind, Failure failure);

    /** Something happened to a connection. */
    void connection(Connection event);
}
