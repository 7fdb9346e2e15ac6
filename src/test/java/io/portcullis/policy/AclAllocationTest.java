package io.portcullis.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.portcullis.field.RawParameters;
import io.portcullis.http.Operation;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** CVE-2023-5954 and what a decision costs: nothing that grows, and hardly anything at all. */
class AclAllocationTest {

    private static final int WARM_UP = 20_000;
    private static final int DECISIONS = 200_000;
    private static final long MOST_BYTES = 1_024;

    @Test
    void aDecisionAmongAThousandRulesAllocatesHardlyAnything() {
        PolicySet set = ManyRules.set();
        RawParameters none = RawParameters.none();
        decide(set, none, WARM_UP);

        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        long allowed = decide(set, none, DECISIONS);
        long bytes = (threads.getCurrentThreadAllocatedBytes() - before) / DECISIONS;

        assertThat(allowed).isEqualTo(DECISIONS / 10 * ManyRules.READABLE);
        assertThat(bytes).as("bytes for one decision").isLessThan(MOST_BYTES);
    }

    private static long decide(PolicySet set, RawParameters none, int count) {
        long allowed = 0;
        for (int i = 0; i < count; i++) {
            Acl acl = set.acl(new Viewpoint(ManyRules.HOLDER, Policies.NOW));
            String path = ManyRules.PATHS.get(i % ManyRules.PATHS.size());
            if (acl.permission(path, false).allows(Operation.READ, false, none, Duration.ZERO)) {
                allowed++;
            }
        }
        return allowed;
    }
}
