package io.portcullis.redis;

/**
 * The names of all keys that Portcullis uses. Braces hold the hash tag: keys with one tag live in one slot of a Redis Cluster
 * and may be used together by one script.
 *
 * <p>Parts come from our own generators (accessors, hashes in base64url), never from a client, so that no name can be forged.
 *
 * @param prefix what every key begins with, {@code pc:} unless configured otherwise
 */
public record RedisKeys(String prefix) {

    /** The prefix of a production store. */
    public static final String DEFAULT_PREFIX = "pc:";

    public RedisKeys {
        if (!prefix.matches("[A-Za-z0-9_.-]{1,64}:")) {
            throw new IllegalArgumentException("a key prefix is letters, digits, '_', '.', '-' and a final ':'");
        }
    }

    /** String: {@code <number>-<head>} of the control plane. */
    public String epoch() {
        return prefix + "{cp}:epoch";
    }

    /** Stream: one entry per commit of the control plane. */
    public String log() {
        return prefix + "{cp}:log";
    }

    /** Hash: the sealed entries of one kind of the control plane. */
    public String controlEntries(String kind) {
        return prefix + "{cp}:" + kind;
    }

    /** String: a node is alive, and Redis takes what it writes. */
    public String beat() {
        return prefix + "beat";
    }

    /** String that expires: some node is doing this background job. */
    public String claim(String job) {
        return prefix + "{cp}:claim:" + job;
    }

    /** Hash {@code n} that expires: wrong keys that were to unlock a namespace. */
    public String wrongKeys(String namespaceId) {
        return prefix + "wrong-keys:{" + namespaceId + "}";
    }

    /** String that expires: sealed account of a mount that was moved. */
    public String move(String id) {
        return prefix + "move:{" + id + "}";
    }

    /** Hash: name to sealed record of the accounts in one bucket of a mount. */
    public String users(String accessor, int bucket) {
        return account(accessor, bucket, "users");
    }

    /** Sorted set, lexical: names of the accounts in one bucket of a mount. */
    public String names(String accessor, int bucket) {
        return account(accessor, bucket, "names");
    }

    /** Hash: bcrypt cost to number of accounts in one bucket of a mount. */
    public String costs(String accessor, int bucket) {
        return account(accessor, bucket, "costs");
    }

    /**
     * Hash that expires: {@code count}, {@code last} and {@code lockedAt} in milliseconds, of the wrong passwords for the name with this keyed
     * hash, whether an account has it or not; the same with an {@code o} before for clients from outside of the trusted networks.
     */
    public String failures(String accessor, int bucket, String nameHash) {
        return account(accessor, bucket, "f:" + nameHash);
    }

    /**
     * Sorted set: account that has a failure counter to when that is to be looked at, in milliseconds: the end of its lock; without one, below
     * zero, when the counter will be gone.
     */
    public String failing(String accessor, int bucket) {
        return account(accessor, bucket, "failing");
    }

    /** Sorted set, lexical: {@code name count last ocount olast} of each account that has a failure counter. */
    public String counted(String accessor, int bucket) {
        return account(accessor, bucket, "counted");
    }

    /** Sorted set: keyed hash of a name that no account has and that has a failure counter to the last failure, in milliseconds. */
    public String phantoms(String accessor, int bucket) {
        return account(accessor, bucket, "ph");
    }

    /** Stream: what became of locks of accounts and was not told yet. */
    public String lockEvents(String accessor, int bucket) {
        return account(accessor, bucket, "events");
    }

    /** Set that expires: numbers of names with which logins failed that came to a mount from a network; the two have this keyed hash. */
    public String sprayed(String sourceHash) {
        return prefix + "s:{" + sourceHash + "}";
    }

    /** Set: accessors of mounts that may have failure counters of accounts. */
    public String counting() {
        return prefix + "counting";
    }

    private String account(String accessor, int bucket, String what) {
        return prefix + "{" + accessor + "." + bucket + "}:" + what;
    }

    /** Hash: {@code e} sealed entry, {@code u} uses left, of the token with this keyed hash. */
    public String token(String tokenHash) {
        return prefix + "t:{" + tokenHash + "}";
    }

    /** Sorted set: accessor of a child to its end in milliseconds, of the token with this keyed hash and accessor. */
    public String children(String tokenHash, String accessor) {
        return token(tokenHash) + ":children:" + accessor;
    }

    /** String: sealed word that the token with this keyed hash and accessor ended and let its children go. */
    public String release(String tokenHash, String accessor) {
        return token(tokenHash) + ":release:" + accessor;
    }

    /** Sorted set: ended token that had children to when that was noted, in milliseconds. */
    public String trees() {
        return prefix + "{trees}";
    }

    /** String: sealed hash of the token that has the accessor with this keyed hash. */
    public String accessor(String accessorHash) {
        return prefix + "x:{" + accessorHash + "}";
    }

    /** Sorted set: accessor to expiry in milliseconds, one bucket of the tokens of a namespace. */
    public String accessorsOf(String namespaceId, int bucket) {
        return prefix + "n:{" + namespaceId + "." + bucket + "}";
    }
}
