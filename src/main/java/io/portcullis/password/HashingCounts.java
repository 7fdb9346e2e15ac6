package io.portcullis.password;

import java.util.Map;

/**
 * What the hashing queue and its workers are doing and have done, for metrics.
 *
 * @param waiting requests that wait
 * @param waitingExpansions their work, in expansions
 * @param mostExpansions the bound on it, as of now
 * @param kernelToWorkers threads that hash, by how they do it
 * @param lanes how many requests they can do at once
 * @param running how many they do
 * @param done digests given
 * @param doneExpansions the work they were, in expansions
 * @param reasonToRefused requests that were not done
 */
public record HashingCounts(
        int waiting,
        long waitingExpansions,
        long mostExpansions,
        Map<HashingKernel, Integer> kernelToWorkers,
        int lanes,
        int running,
        long done,
        long doneExpansions,
        Map<Refusal, Long> reasonToRefused) {

    public HashingCounts {
        kernelToWorkers = Map.copyOf(kernelToWorkers);
        reasonToRefused = Map.copyOf(reasonToRefused);
    }

    /** Threads that hash in this way. */
    public int workers(HashingKernel kernel) {
        return kernelToWorkers.getOrDefault(kernel, 0);
    }

    /** Requests that were not done for this reason. */
    public long refused(Refusal reason) {
        return reasonToRefused.getOrDefault(reason, 0L);
    }
}
