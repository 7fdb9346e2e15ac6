/**
 * Namespaces: tenants, one below the other, each with users, mounts, policies and tokens of its own.
 *
 * <p>Owns the kinds {@code namespaces}, {@code dead-namespaces} and {@code namespace-locks} of the control plane and the endpoints {@code sys/namespaces} and
 * {@code sys/internal/ui/namespaces}. Imports {@code flow}, {@code fault}, {@code field}, {@code http}, {@code seal}, {@code control}.
 */
@NullMarked
package io.portcullis.namespace;

import org.jspecify.annotations.NullMarked;
