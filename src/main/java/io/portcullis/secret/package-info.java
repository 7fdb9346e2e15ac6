/**
 * Secrets as types. Owns {@link io.portcullis.secret.SecretBytes}; imports nothing of ours; touches no Redis key.
 */
@NullMarked
package io.portcullis.secret;

import org.jspecify.annotations.NullMarked;
