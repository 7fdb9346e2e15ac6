package io.portcullis.password;

/**
 * What the hashing queue and its workers are doing and have done, for metrics.
 *
 * @param waiting requests that wait
 * @param waitingExpansions their work, in expansions
 * @param mostExpansions the bound on it, as of now
 * @param workers threads that hash
 * @param running requests being hashed
 * @param done digests given
 * @param shed requests refused at once
 * @param late requests not begun, because their deadline had passed
 * @param abandoned requests not begun, because nobody waited any more
 * @param stopped requests not begun, because the server stopped
 * @param failed requests that the engine failed on
 * @param waitedNanos how long those that were done had waited, together
 * @param servedNanos how long it took to hash them, together
 */
public record HashingCounts(
        int waiting,
        long waitingExpansions,
        long mostExpansions,
        int workers,
        int running,
        long done,
        long shed,
        long late,
        long abandoned,
        long stopped,
        long failed,
        long waitedNanos,
        long servedNanos) {}
