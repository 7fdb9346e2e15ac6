package io.portcullis.app;

import io.portcullis.apilock.ApiLockMeter;
import io.portcullis.http.RequestMeter;
import io.portcullis.lockout.LockoutMeter;
import io.portcullis.password.HashingMeter;
import io.portcullis.redis.RedisMeter;

/** What the event loops and the workers of a node tell how they do. */
record Instruments(
        RequestMeter requests, RedisMeter redis, HashingMeter hashing, LockoutMeter lockout, ApiLockMeter apiLock) {

    /** For nobody. */
    static final Instruments NONE = new Instruments(
            RequestMeter.NONE, RedisMeter.NONE, HashingMeter.NONE, LockoutMeter.NONE, ApiLockMeter.NONE);
}
