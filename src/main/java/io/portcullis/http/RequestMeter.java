package io.portcullis.http;

/** Hears of every request that was answered. It never blocks; called on event loops. */
@FunctionalInterface
public interface RequestMeter {

    /** For nobody. */
    RequestMeter NONE = (route, operation, status, nanos) -> {};

    /**
     * A request was answered.
     *
     * @param route the template of the path, never a path itself; {@code other} where there is none
     * @param operation in lower case; {@code other} where there is none
     * @param status of the answer
     * @param nanos since its headers were read
     */
    void answered(String route, String operation, int status, long nanos);
}
