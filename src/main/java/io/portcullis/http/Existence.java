package io.portcullis.http;

/**
 * Whether what a write names was there when the policies were asked: a write of something new needs {@code create}, one of
 * something old {@code update}. The handler binds its write to it.
 */
public record Existence(boolean exists) {

    /** What the pipeline found. */
    public static Existence of(Call call) {
        return call.found(Existence.class);
    }

    /**
     * To be called with what is the case when the write takes effect.
     *
     * @throws Changed when that is no longer what the policies were asked about: the pipeline asks them again
     */
    public void check(boolean existsNow) {
        if (existsNow != exists) {
            throw new Changed();
        }
    }

    /** What was there is gone, or the other way round. Never told to a client. */
    public static final class Changed extends RuntimeException {

        private Changed() {
            super("existence changed", null, false, false);
        }
    }
}
