package io.portcullis.app;

import io.portcullis.http.RequestMeter;
import io.portcullis.redis.RedisMeter;

/** What the event loops of a node tell how they do. */
record Instruments(RequestMeter requests, RedisMeter redis) {

    /** For nobody. */
    static final Instruments NONE = new Instruments(RequestMeter.NONE, RedisMeter.NONE);
}
