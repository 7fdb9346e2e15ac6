package io.portcullis.password;

/** Hears how long requests take. It never blocks; called on event loops and workers. */
public interface HashingMeter {

    /** For nobody. */
    HashingMeter NONE = new HashingMeter() {
        @Override
        public void waited(long nanos) {}

        @Override
        public void served(long nanos) {}
    };

    /** A request was begun that had waited for so long. */
    void waited(long nanos);

    /** A request was done, and it took so long since it was begun. */
    void served(long nanos);
}
