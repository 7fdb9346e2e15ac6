/**
 * Tokens: what they are, how long they live, what their lives hang on, how they are stored, revoked and swept, and the endpoints
 * below {@code sys/leases/}. Those below {@code auth/token/} are in {@code tokenauth}.
 *
 * <p>Imports {@code fault}, {@code field}, {@code address}, {@code http}, {@code redis}, {@code seal}, {@code control},
 * {@code policy}, {@code mount}. Writes {@code t:*} (the token, its children, their release), {@code x:*} (its accessor),
 * {@code n:*} (the accessors of a namespace), {@code {trees}} (what is to be swept), {@code claim:*}. Its entries of the control
 * plane lie in the hash {@code revocations}.
 */
@NullMarked
package io.portcullis.token;

import org.jspecify.annotations.NullMarked;
