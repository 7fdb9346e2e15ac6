/**
 * Password hashing with bcrypt. Owns the form of a hash, the rules on a password, and the worker verticle with its bounded queue in
 * front; imports {@code fault} and {@code secret}; touches no Redis key.
 *
 * <p>The way of a check: {@link io.portcullis.password.HashingRequest#check} → {@link io.portcullis.password.PasswordHasher#digest}
 * → {@link io.portcullis.password.PasswordHash#verifies}. The hasher computes; only the caller, who has the record, judges.
 */
@NullMarked
package io.portcullis.password;

import org.jspecify.annotations.NullMarked;
