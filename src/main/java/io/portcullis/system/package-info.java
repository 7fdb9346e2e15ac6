/**
 * The server itself: how it is ({@code sys/health}, {@code sys/seal-status}, {@code sys/leader}), how its store begins
 * ({@code sys/init}) and what that knows of itself, and what a token may do ({@code sys/capabilities} and its fellows).
 *
 * <p>Imports {@code fault}, {@code secret}, {@code field}, {@code address}, {@code http}, {@code redis}, {@code seal},
 * {@code control}, {@code policy}, {@code mount}, {@code token}, {@code version}; writes the kind {@code store-facts} of the control
 * plane, and with it the first change of a store.
 */
@NullMarked
package io.portcullis.system;

import org.jspecify.annotations.NullMarked;
