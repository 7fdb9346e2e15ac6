package io.portcullis.password;

/**
 * What the hashing queue and its workers are doing and have done, for metrics.
 *
 * @param waiting requests that wait
 * @param waitingExpansions their work, in expansions
 * @param mostExpansions the bound on it, as of now
 * @param running requests being hashed
 * @param done digests given
 * @param shed requests refused at once
 * @param dropped requests not begun: too late, or nobody waited, or the server stopped
 * @param failed requests that the engine failed on
 */
public record HashingCounts(
        int waiting,
        long waitingExpansions,
        long mostExpansions,
        int running,
        long done,
        long shed,
        long dropped,
        long failed) {}
