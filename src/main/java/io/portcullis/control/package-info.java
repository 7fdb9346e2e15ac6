/**
 * The control plane: one replicated state machine for everything small that every request reads.
 *
 * <p>Owns the epoch, the log and the snapshot; each feature contributes a {@link io.portcullis.control.Kind}. Imports
 * {@code fault}, {@code redis}, {@code seal}. Writes {@code {cp}:epoch}, {@code {cp}:log} and one hash per kind, only by
 * {@code commit.lua}.
 */
@NullMarked
package io.portcullis.control;

import org.jspecify.annotations.NullMarked;
