package io.portcullis.control;

import java.util.concurrent.atomic.LongAdder;

/** What the event loops of a process did to follow and change the control plane, for metrics. */
public final class ControlCounts {

    private final LongAdder catchUps = new LongAdder();
    private final LongAdder loads = new LongAdder();
    private final LongAdder mismatches = new LongAdder();
    private final LongAdder commits = new LongAdder();
    private final LongAdder refusals = new LongAdder();
    private final LongAdder unknown = new LongAdder();

    /** Changes that were fetched from the log. */
    public LongAdder catchUps() {
        return catchUps;
    }

    /** Times that everything was loaded. */
    public LongAdder loads() {
        return loads;
    }

    /** States that did not sum up to their head: somebody changed Redis without the key. */
    public LongAdder mismatches() {
        return mismatches;
    }

    /** Commits that took effect. */
    public LongAdder commits() {
        return commits;
    }

    /** Commits that came too late, and were decided again. */
    public LongAdder refusals() {
        return refusals;
    }

    /** Commits that Redis did not answer in time: each may have taken effect. */
    public LongAdder unknown() {
        return unknown;
    }
}
