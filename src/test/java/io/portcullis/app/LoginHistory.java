package io.portcullis.app;

import io.portcullis.testing.ApiClient;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What clients of one account have seen, to be asked whether one counter that does one thing after the other could have answered so
 * (invariant L1): each attempt takes effect at one moment between its being sent and its answer.
 *
 * @param attempts in any order
 */
record LoginHistory(List<Attempt> attempts) {

    /** What an attempt was, by how it was answered. */
    enum Kind {
        /** 400: counted, below the threshold. */
        WRONG,
        /** 200: not locked; clears. */
        TOKEN,
        /** 403: locked. */
        LOCKED,
        /** 204: somebody unlocked. */
        UNLOCKED,
        /** A wrong password that got no answer, or 503: counted or not. */
        PERHAPS_WRONG,
        /** A right password that got no answer, or 503: cleared or not. */
        PERHAPS_TOKEN;

        boolean isOptional() {
            return this == PERHAPS_WRONG || this == PERHAPS_TOKEN;
        }
    }

    /** One attempt and the moments ({@link System#nanoTime}) around it; one without an answer has no end. */
    record Attempt(Kind kind, long begun, long ended) {

        static Attempt of(Kind kind, long begun, long ended) {
            return new Attempt(kind, begun, kind.isOptional() ? Long.MAX_VALUE : ended);
        }

        /** Of a login, by its answer; null if none came. */
        static Attempt answered(boolean right, ApiClient.@Nullable Reply reply, long begun, long ended) {
            Kind kind = switch (reply == null ? 0 : reply.status()) {
                case 200 -> Kind.TOKEN;
                case 400 -> Kind.WRONG;
                case 403 -> Kind.LOCKED;
                default -> right ? Kind.PERHAPS_TOKEN : Kind.PERHAPS_WRONG;
            };
            return of(kind, begun, ended);
        }
    }

    LoginHistory {
        attempts = attempts.stream()
                .sorted(Comparator.comparingLong(Attempt::ended).thenComparingLong(Attempt::begun))
                .toList();
    }

    /** How many attempts were of a kind. */
    int count(Kind kind) {
        return (int) attempts.stream().filter(each -> each.kind() == kind).count();
    }

    /** Whether one exact counter with this threshold, and clean to begin with, could have answered so. */
    boolean isPossible(int threshold) {
        return new Search(threshold).goOn(new BitSet(), 0);
    }

    /** Tries orders of the attempts, of each kind those that ended first; what was tried once is not tried again. */
    private final class Search {

        private final int threshold;
        private final Set<String> dead = new HashSet<>();

        Search(int threshold) {
            this.threshold = threshold;
        }

        boolean goOn(BitSet done, int failures) {
            int first = firstToEnd(done);
            if (first < 0) {
                return true;
            }
            String here = failures + " " + done;
            if (dead.contains(here)) {
                return false;
            }
            for (int next : candidates(done, attempts.get(first).ended())) {
                Kind kind = attempts.get(next).kind();
                if (!fits(kind, failures)) {
                    continue;
                }
                done.set(next);
                boolean possible = goOn(done, after(kind, failures));
                done.clear(next);
                if (possible) {
                    return true;
                }
            }
            dead.add(here);
            return false;
        }

        /** Of those that must still come, the one that ended first; -1: none. */
        private int firstToEnd(BitSet done) {
            for (int i = done.nextClearBit(0); i < attempts.size(); i = done.nextClearBit(i + 1)) {
                if (!attempts.get(i).kind().isOptional()) {
                    return i;
                }
            }
            return -1;
        }

        /** Of each kind the one that ended first, of those that had begun by then. */
        private List<Integer> candidates(BitSet done, long end) {
            List<Integer> found = new ArrayList<>();
            Set<Kind> kinds = new HashSet<>();
            for (int i = done.nextClearBit(0); i < attempts.size(); i = done.nextClearBit(i + 1)) {
                if (attempts.get(i).begun() <= end && kinds.add(attempts.get(i).kind())) {
                    found.add(i);
                }
            }
            return found;
        }

        private boolean fits(Kind kind, int failures) {
            return switch (kind) {
                case WRONG, TOKEN, PERHAPS_WRONG, PERHAPS_TOKEN -> failures < threshold;
                case LOCKED -> failures >= threshold;
                case UNLOCKED -> true;
            };
        }

        private int after(Kind kind, int failures) {
            return switch (kind) {
                case WRONG, PERHAPS_WRONG -> failures + 1;
                case TOKEN, PERHAPS_TOKEN, UNLOCKED -> 0;
                case LOCKED -> failures;
            };
        }
    }

    /** The attempts as they ended, in ms since the first began. */
    @Override
    public String toString() {
        long start = attempts.stream().mapToLong(Attempt::begun).min().orElse(0);
        return attempts.stream()
                .map(each -> each.kind() + " " + millis(start, each.begun()) + "–"
                        + (each.kind().isOptional() ? "" : millis(start, each.ended())))
                .collect(Collectors.joining("\n", "\n", "\n"));
    }

    private static String millis(long from, long to) {
        return String.format("%.2f", (to - from) / 1e6);
    }
}
