/**
 * Password hashing with bcrypt. Owns the form of a hash, the rules on a password, and the worker verticle with its bounded, fair queue
 * in front; imports {@code bcrypt}, {@code fair}, {@code fault} and {@code secret}; touches no Redis key.
 *
 * <p>The way of a check: {@link io.portcullis.password.HashingRequest#check} → {@link io.portcullis.password.PasswordHasher#digest}
 * → {@link io.portcullis.password.PasswordHash#verifies}. The hasher computes; only the caller, who has the record, judges.
 *
 * <p>{@code HashingQueue} has the lock, the bound and who waits, a {@link io.portcullis.fair.Backlog}; {@code WorkRate} the speed. A
 * {@code HashingVerticle} is one worker: it hashes by the {@code BouncyCastleEngine} until a {@code LaneTrial} has made lanes fit, then by
 * a {@code LaneWorker}. {@code KnownAnswers} is what both are held to.
 */
@NullMarked
package io.portcullis.password;

import org.jspecify.annotations.NullMarked;
