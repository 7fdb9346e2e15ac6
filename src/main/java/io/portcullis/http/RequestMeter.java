package io.portcullis.http;

/** Hears of every request that is served. It never blocks; called on event loops. */
public interface RequestMeter {

    /** For nobody. */
    RequestMeter NONE = new RequestMeter() {
        @Override
        public void begun() {}

        @Override
        public void answered(String route, String operation, int status, long nanos) {}
    };

    /** A request is being served; once, and before {@link #answered}. */
    void begun();

    /**
     * A request was answered, or its client has gone.
     *
     * @param route the template of the path, never a path itself; {@code other} where there is none
     * @param operation in lower case; {@code other} where there is none
     * @param status of the answer; 499 where the client did not wait for it
     * @param nanos since its headers were read
     */
    void answered(String route, String operation, int status, long nanos);
}
