/**
 * User lockout: wrong passwords are counted in Redis, for all nodes together, and lock an account for a while (invariants L1 to L4).
 *
 * <p>{@code LockoutRules} says for which mount and how; {@code FailureStore} counts and decides, by Redis's clock, in scripts: there is no
 * moment between the decision and its count. Names that no account has count and lock alike, in counters that are bounded and never listed.
 *
 * <p>{@code LockoutSweep} brings up to date what time and tuning made stale; {@code LockEvents} tells operators; {@code LockedUsers} counts;
 * {@code Spraying} notices who tries many names. What is locked never depends on any of them.
 *
 * <p>{@code LockedUserRoutes} serves {@code sys/locked-users}: {@code LockedMounts} says what a namespace is shown, {@code LockedListing} counts and lists
 * by the index of the counters, page by page, {@code Unlocking} forgets.
 *
 * <p>Imports {@code event}, {@code flow}, {@code address}, {@code fault}, {@code field}, {@code http}, {@code redis}, {@code seal}, {@code control}, {@code namespace} and
 * {@code mount}. Keys: failure counters, {@code failing}, {@code counted}, {@code ph}, {@code events} of the buckets of a mount,
 * {@code counting}, and {@code s:}, the names that failed from a network.
 */
@NullMarked
package io.portcullis.lockout;

import org.jspecify.annotations.NullMarked;
