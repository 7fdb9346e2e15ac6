package io.portcullis.lockout;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a sweep remembers of one mount: how far it has looked at everything, and since when there is nothing. */
final class MountWatch {

    /** A mount that is attacked now and then is not forgotten and noted again all the time. */
    private static final Duration QUIET = Duration.ofMinutes(2);

    private static final String START = "0";
    private static final String END = "";

    private final String[] accountCursors;
    private final String[] phantomCursors;
    private @Nullable Optional<LockoutSettings> judgedBy;
    private @Nullable Instant emptySince;

    MountWatch(int buckets) {
        this.accountCursors = new String[buckets];
        this.phantomCursors = new String[buckets];
    }

    /** Has everything looked at anew, unless it is, or was, looked at by these very settings. */
    void judgeBy(Optional<LockoutSettings> settings) {
        if (!settings.equals(judgedBy)) {
            judgedBy = settings;
            Arrays.fill(accountCursors, START);
            Arrays.fill(phantomCursors, START);
        }
    }

    /** Where in a bucket to look next at all accounts; empty when all were looked at. */
    Optional<String> accountCursor(int bucket) {
        return Optional.of(accountCursors[bucket]).filter(cursor -> !cursor.equals(END));
    }

    /** The same of the phantoms. */
    Optional<String> phantomCursor(int bucket) {
        return Optional.of(phantomCursors[bucket]).filter(cursor -> !cursor.equals(END));
    }

    /** Notes what Redis gave as the next cursor. */
    void accountsFrom(int bucket, String cursor) {
        accountCursors[bucket] = cursor.equals(START) ? END : cursor;
    }

    /** Notes what Redis gave as the next cursor. */
    void phantomsFrom(int bucket, String cursor) {
        phantomCursors[bucket] = cursor.equals(START) ? END : cursor;
    }

    /** Notes whether there is nothing; tells whether there has been nothing for so long that nobody needs to look. */
    boolean isQuiet(boolean empty, Instant now) {
        Instant since = emptySince;
        if (!empty) {
            emptySince = null;
        } else if (since == null) {
            emptySince = now;
        }
        return empty && since != null && now.isAfter(since.plus(QUIET));
    }
}
