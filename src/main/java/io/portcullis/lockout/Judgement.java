package io.portcullis.lockout;

import io.portcullis.control.View;

/**
 * Who is locked at one instant, however long it takes to ask about everybody: that of a view, by the clock of Redis. A lock that is set
 * later is left out, so that what was counted is what is listed afterwards. Only who is unlocked, or deleted, in between was counted and is
 * not listed.
 *
 * @param view the one that a request was admitted by
 */
record Judgement(View view) {

    /** Whether an account is locked then. */
    boolean isLocked(Counted account, LockoutSettings settings) {
        return account.sides(settings).stream()
                .anyMatch(failures -> failures.lock(settings, millis()) && !isLater(failures.lastMillis()));
    }

    /** Whether it was counted after that instant. What has not come yet was counted before it, by a clock that was ahead. */
    private boolean isLater(long lastMillis) {
        return lastMillis > millis() && lastMillis <= view.timeNow().toEpochMilli();
    }

    /** The instant. */
    long millis() {
        return view.time().toEpochMilli();
    }
}
