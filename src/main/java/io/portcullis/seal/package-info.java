/**
 * Secrets at rest: the seal key, the keyring that it wraps, the one class that seals, opens and hashes, and the recovery key.
 *
 * <p>Owns {@link io.portcullis.seal.Seal}; imports {@code fault} and {@code secret}; writes no Redis key itself. Nothing outside
 * this package sees key material.
 */
@NullMarked
package io.portcullis.seal;

import org.jspecify.annotations.NullMarked;
