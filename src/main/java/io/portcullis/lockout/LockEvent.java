package io.portcullis.lockout;

import io.portcullis.fault.Fault;
import io.portcullis.redis.Reply;
import java.util.Locale;

/**
 * What became of a lock of an account. Scripts note it in the step that does it, in a stream beside the counter; whoever tells it takes it
 * from there: it is told at least once, by one id.
 *
 * @param id in the stream: milliseconds and a number
 * @param kind what happened
 * @param why {@code login}: wrong passwords; {@code time}: it ran out; {@code unlock}, {@code deleted}: an administrator; {@code tune}:
 *     other settings hold now
 * @param name the account; one that exists, or existed until now
 * @param count how many wrong passwords there were then
 * @param side from where they came
 */
public record LockEvent(String id, Kind kind, String why, String name, long count, Side side) {

    /** What happens to locks. */
    public enum Kind {
        /** It was set. */
        LOCKED,
        /** It was lifted. */
        UNLOCKED,
        /** It ran out. */
        EXPIRED;

        /** Its name in streams and log lines. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The event as a stream gives it: its id, and a list of fields and values in turn.
     *
     * @throws Fault 503 when it is none
     */
    public static LockEvent of(Reply entry) {
        Reply fields = entry.get(1);
        return new LockEvent(
                entry.get(0).text(),
                kind(text(fields, "kind")),
                text(fields, "why"),
                text(fields, "name"),
                value(fields, "count").number(),
                text(fields, "side").equals(Side.OUTSIDE.prefix()) ? Side.OUTSIDE : Side.INSIDE);
    }

    private static Kind kind(String word) {
        for (Kind kind : Kind.values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        throw Fault.unavailable("Redis noted an event of no known kind");
    }

    private static String text(Reply fields, String name) {
        return value(fields, name).text();
    }

    private static Reply value(Reply fields, String name) {
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            if (fields.get(i).text().equals(name)) {
                return fields.get(i + 1);
            }
        }
        throw Fault.unavailable("Redis noted an event without its " + name);
    }
}
