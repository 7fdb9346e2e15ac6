/**
 * Tokens: what they are, how long they live, how they are stored, and the endpoints on oneself below {@code auth/token/}.
 *
 * <p>Imports {@code fault}, {@code field}, {@code address}, {@code http}, {@code redis}, {@code seal}, {@code control},
 * {@code mount}. Writes {@code t:*} (the token), {@code x:*} (its accessor), {@code n:*} (the accessors of a namespace).
 */
@NullMarked
package io.portcullis.token;

import org.jspecify.annotations.NullMarked;
