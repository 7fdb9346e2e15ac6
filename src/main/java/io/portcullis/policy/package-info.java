/**
 * Policies: their language, what a set of them allows, and the endpoints that read and write them.
 *
 * <p>Imports {@code fault}, {@code secret}, {@code hcl}, {@code field}, {@code http}, {@code seal}, {@code control}. Its entries of
 * the control plane lie in the hash {@code policies}.
 */
@NullMarked
package io.portcullis.policy;

import org.jspecify.annotations.NullMarked;
