/**
 * Mounts: where auth methods live, their tuning, and what is left of those that were disabled.
 *
 * <p>Owns the kinds {@code mounts} and {@code dead-mounts} of the control plane and the endpoints {@code sys/auth},
 * {@code sys/mounts}, {@code sys/internal/ui/mounts}. Imports {@code flow}, {@code fault}, {@code field}, {@code http},
 * {@code redis}, {@code seal}, {@code control}, {@code version}.
 */
@NullMarked
package io.portcullis.mount;

import org.jspecify.annotations.NullMarked;
