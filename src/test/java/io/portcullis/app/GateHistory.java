package io.portcullis.app;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What clients saw while namespaces were locked and unlocked, to be judged (invariant N1): which of the answers no gate gives that is down when a lock was
 * answered, and up when an unlock was.
 *
 * @param closings one after the other for each namespace
 */
record GateHistory(List<Seen> seen, List<Closing> closings) {

    /** How long after the answer to a lock a token may still leave. */
    private static final long HANDOVER_NANOS = 10_000_000;

    /** What was asked for. */
    enum Kind {
        /** Something that only looks. */
        LOOK,
        /** A token that is handed out or prolonged. */
        TOKEN
    }

    /**
     * A request and its answer; the moments are {@link System#nanoTime}.
     *
     * @param namespace with a final slash
     */
    record Seen(Kind kind, String namespace, long begun, long ended, int status) {

        boolean isClosed() {
            return status == 503;
        }

        boolean isServed() {
            return status < 400;
        }

        long took() {
            return ended - begun;
        }
    }

    /** A lock and its end, as the administrator saw them. */
    record Closing(String namespace, long called, long closed, long opening, long opened) {

        boolean covers(Seen request) {
            return request.namespace().startsWith(namespace);
        }

        /** Whether it is down for as long as a request takes, from its beginning on. */
        boolean isDownFor(Seen request) {
            return covers(request) && request.begun() > closed && request.ended() < opening;
        }

        /** Whether it may have been down at any time while a request ran. */
        boolean mayMeet(Seen request) {
            return covers(request) && request.ended() > called && request.begun() < opened;
        }

        /** By how much a token left after the answer to the lock; nothing if it did not. */
        Optional<Long> passedBy(Seen request) {
            boolean underWay = covers(request) && request.begun() <= closed && request.ended() > closed;
            return underWay && request.kind() == Kind.TOKEN && request.isServed() && request.ended() < opening
                    ? Optional.of(request.ended() - closed)
                    : Optional.empty();
        }
    }

    /** Answers that cannot be, each in a line. */
    List<String> impossible() {
        List<String> found = new ArrayList<>();
        for (Seen request : seen) {
            closings.stream()
                    .filter(closing -> closing.isDownFor(request) && !request.isClosed())
                    .findFirst()
                    .ifPresent(closing -> found.add("served behind the lock: " + request + " " + closing));
            if (request.isClosed() && closings.stream().noneMatch(closing -> closing.mayMeet(request))) {
                found.add("refused without a lock: " + request);
            }
            closings.stream()
                    .filter(closing -> closing.passedBy(request)
                            .filter(late -> late > HANDOVER_NANOS + wayBack(request.ended()))
                            .isPresent())
                    .findFirst()
                    .ifPresent(closing -> found.add("handed out too late: " + request + " " + closing));
        }
        return found;
    }

    /** What an answer took at most at about that time that needed next to no work: on a busy machine most of it is waiting for the client to notice. */
    private long wayBack(long moment) {
        return seen.stream()
                .filter(request -> request.kind() == Kind.LOOK)
                .filter(request -> Math.abs(request.ended() - moment) < 1_000_000_000)
                .mapToLong(Seen::took)
                .max()
                .orElse(0);
    }

    /** The longest time by which a token left after the answer to a lock, in ms. */
    double latestMillis() {
        return seen.stream()
                        .flatMap(request -> closings.stream().flatMap(closing -> closing.passedBy(request).stream()))
                        .max(Comparator.naturalOrder())
                        .orElse(0L)
                / 1e6;
    }

    /** How many requests were certainly behind a lock. */
    long behind() {
        return seen.stream()
                .filter(request -> closings.stream().anyMatch(closing -> closing.isDownFor(request)))
                .count();
    }

    /** How many tokens were refused that were under way when a lock was set. */
    long caught() {
        return seen.stream()
                .filter(request -> request.kind() == Kind.TOKEN && request.isClosed())
                .filter(request -> closings.stream()
                        .anyMatch(closing -> closing.covers(request)
                                && request.begun() < closing.called()
                                && request.ended() > closing.closed()))
                .count();
    }
}
