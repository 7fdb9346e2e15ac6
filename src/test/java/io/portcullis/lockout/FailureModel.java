package io.portcullis.lockout;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** What failures of one name come to, in plain Java: spec of userpass, 4.3, 4.4 and D6 to D8. Times in milliseconds. */
final class FailureModel {

    /** How the mount is set. */
    record Rules(long threshold, long duration, long reset) {}

    /** What one side knows: how many wrong passwords, when the last was, and whether a lock was noted whose end was not. */
    private static final class Counter {
        private long failures;
        private long last;
        private boolean noted;
        private long notedEnd;

        boolean locks(Rules rules, long now) {
            return failures >= rules.threshold() && now < last + rules.duration();
        }
    }

    private final boolean countsUnknown;
    private final Map<Side, Counter> sideToCounter = new EnumMap<>(Side.class);
    private final List<String> events = new ArrayList<>();
    private boolean exists;

    FailureModel(boolean countsUnknown) {
        this.countsUnknown = countsUnknown;
    }

    boolean exists() {
        return exists;
    }

    boolean isLocked(Side side, Rules rules, long now) {
        Counter counter = sideToCounter.get(side);
        return counter != null && counter.locks(rules, now);
    }

    /** A checked password; gives {@code locked}, {@code open}, {@code wrong} or {@code wrong, locks}. */
    String finish(Side side, boolean right, Rules rules, long now) {
        if (isLocked(side, rules, now)) {
            return "locked";
        }
        if (right) {
            return "open";
        }
        if (!exists && !countsUnknown) {
            return "wrong";
        }
        Counter counter = sideToCounter.computeIfAbsent(side, none -> new Counter());
        noteEnd(side, "expired");
        counter.failures = now > counter.last + rules.reset() ? 1 : counter.failures + 1;
        counter.last = now;
        if (counter.locks(rules, now)) {
            noteLock(side, rules);
        }
        return counter.noted ? "wrong, locks" : "wrong";
    }

    /** The last look of a right password whose record is still the one that was checked, or not. */
    String settle(Side side, boolean sameRecord, Rules rules, long now) {
        if (!sameRecord) {
            return "changed";
        }
        if (isLocked(side, rules, now)) {
            return "locked";
        }
        noteEnd(side, "expired");
        sideToCounter.remove(side);
        return "settled";
    }

    /** The account comes, or goes. */
    void write(boolean there) {
        if (exists) {
            List.of(Side.values()).forEach(side -> noteEnd(side, "unlocked"));
        }
        sideToCounter.clear();
        exists = there;
    }

    /** An administrator unlocks; gives how many accounts were locked. */
    int unlock(Rules rules, long now) {
        boolean locked = false;
        for (Side side : sideToCounter.keySet()) {
            if (isLocked(side, rules, now)) {
                note("unlocked", side);
                locked = true;
            } else {
                noteEnd(side, "expired");
            }
        }
        sideToCounter.clear();
        return exists && locked ? 1 : 0;
    }

    /** The sweep judges the account by the settings of now. */
    void sweep(Rules rules, long now) {
        for (Side side : sideToCounter.keySet()) {
            Counter counter = sideToCounter.get(side);
            if (!counter.locks(rules, now)) {
                noteEnd(side, "expired");
            } else if (counter.noted) {
                counter.notedEnd = counter.last + rules.duration();
            } else {
                noteLock(side, rules);
            }
        }
    }

    private void noteLock(Side side, Rules rules) {
        Counter counter = sideToCounter.get(side);
        counter.noted = true;
        counter.notedEnd = counter.last + rules.duration();
        note("locked", side);
    }

    private void noteEnd(Side side, String kind) {
        Counter counter = sideToCounter.get(side);
        if (counter != null && counter.noted) {
            note(kind, side);
            counter.noted = false;
        }
    }

    private void note(String kind, Side side) {
        if (exists) {
            events.add(kind + " " + side.prefix() + sideToCounter.get(side).failures);
        }
    }

    /** All that was told so far: kind, side and count. */
    List<String> events() {
        return List.copyOf(events);
    }

    /** The counter as the store has it. */
    Map<String, String> fields() {
        Map<String, String> fields = new TreeMap<>();
        sideToCounter.forEach((side, counter) -> {
            fields.put(side.prefix() + "count", Long.toString(counter.failures));
            fields.put(side.prefix() + "last", Long.toString(counter.last));
        });
        return fields;
    }

    /** Sides with a lock that was noted. */
    List<Side> noted() {
        return sideToCounter.entrySet().stream()
                .filter(entry -> entry.getValue().noted)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** When the first of the locks that were noted ends, by the settings that it was noted with. */
    OptionalLong firstEnd() {
        return sideToCounter.values().stream()
                .filter(counter -> counter.noted)
                .mapToLong(counter -> counter.notedEnd)
                .min();
    }

    /** When the last failures were, for a clock that steps to where something changes. */
    List<Long> lastFailures() {
        return sideToCounter.values().stream().map(counter -> counter.last).toList();
    }

    /** Count and time of a side's last failure; zeros for none. */
    String numbers(Side side) {
        Counter counter = sideToCounter.get(side);
        return counter == null ? "0 0" : counter.failures + " " + counter.last;
    }
}
