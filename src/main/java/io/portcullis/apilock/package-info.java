/**
 * The namespace API lock: {@code sys/namespaces/api-lock}, who may lock and unlock, and what operators hear of it. What a lock is, and which namespaces it
 * closes, is in {@code namespace}, which every request asks. Owns {@link io.portcullis.apilock.ApiLockRoutes},
 * {@link io.portcullis.apilock.ApiLockSweep} and {@link io.portcullis.apilock.Knocks}.
 *
 * <p>Imports {@code event}, {@code flow}, {@code fault}, {@code field}, {@code address}, {@code http}, {@code redis}, {@code seal}, {@code control},
 * {@code namespace} and {@code token}. Keys: {@code wrong-keys} of a namespace.
 */
@NullMarked
package io.portcullis.apilock;

import org.jspecify.annotations.NullMarked;
