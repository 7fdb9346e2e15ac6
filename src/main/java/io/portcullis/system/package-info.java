/**
 * The endpoints that tell how the server is ({@code sys/health}, {@code sys/seal-status}, {@code sys/leader}, {@code sys/init}) and
 * what a token may do ({@code sys/capabilities} and its fellows).
 *
 * <p>Imports {@code fault}, {@code field}, {@code http}, {@code seal}, {@code control}, {@code policy}, {@code token},
 * {@code version}; writes no Redis key.
 */
@NullMarked
package io.portcullis.system;

import org.jspecify.annotations.NullMarked;
