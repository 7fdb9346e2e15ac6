package io.portcullis.lockout;

import io.portcullis.fault.Fault;
import java.util.List;

/**
 * What the index of a bucket says of an account that has failures.
 *
 * @param name the account's
 * @param inside failures of everybody, or where networks are trusted, of those
 * @param outside failures of all others
 */
record Counted(String name, Failures inside, Failures outside) {

    /** Follows a name in the index; sorts below all characters of names, and so that members are in the order of names. */
    static final char SEPARATOR = ' ';

    /** Sorts right behind {@link #SEPARATOR}, and below all characters of names, too. */
    static final char BEHIND_SEPARATOR = '!';

    /**
     * Failures of one side.
     *
     * @param count since the counter began anew
     * @param lastMillis when the last was, by the clock of Redis; 0 where there is none
     */
    record Failures(long count, long lastMillis) {

        /** When a lock ends that these are reason for. */
        long untilMillis(LockoutSettings settings) {
            return lastMillis + settings.duration().toMillis();
        }

        /** Whether they lock an account at that time. */
        boolean lock(LockoutSettings settings, long millis) {
            return count >= settings.lockingCount() && millis < untilMillis(settings);
        }

        /** Whether they mean anything at that time: the account is locked, or the next failure is counted with them. */
        boolean count(LockoutSettings settings, long millis) {
            boolean lasting = millis <= lastMillis + settings.counterReset().toMillis();
            return count > 0 && (lasting || lock(settings, millis));
        }
    }

    /** The failures that count. */
    List<Failures> sides(LockoutSettings settings) {
        return settings.separates() ? List.of(inside, outside) : List.of(inside);
    }

    /**
     * A member of the index: {@code name count last ocount olast}.
     *
     * @throws Fault 503 for anything else
     */
    static Counted parse(String member) {
        int count = member.indexOf(SEPARATOR) + 1;
        int last = member.indexOf(SEPARATOR, count) + 1;
        int outsideCount = member.indexOf(SEPARATOR, last) + 1;
        int outsideLast = member.indexOf(SEPARATOR, outsideCount) + 1;
        try {
            return new Counted(
                    member.substring(0, count - 1),
                    failures(member, count, last, outsideCount),
                    failures(member, outsideCount, outsideLast, member.length() + 1));
        } catch (NumberFormatException | IndexOutOfBoundsException nonsense) {
            throw Fault.unavailable("the index of failures holds what is no counter");
        }
    }

    private static Failures failures(String member, int count, int last, int behind) {
        return new Failures(Long.parseLong(member, count, last - 1, 10), Long.parseLong(member, last, behind - 1, 10));
    }
}
