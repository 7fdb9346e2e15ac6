package io.portcullis.policy;

import org.jspecify.annotations.Nullable;

/** All blocks with the same path, as one. */
record Rule(RulePath path, Permission permission) {

    /** Of two rules that match the same path, none of them exact, the one that decides; of equal ones the second. */
    static @Nullable Rule better(@Nullable Rule first, @Nullable Rule second) {
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        return RulePath.BEST_FIRST.compare(first.path(), second.path()) < 0 ? first : second;
    }
}
