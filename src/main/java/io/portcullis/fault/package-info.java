/**
 * Failures that a client is told of. Owns {@link io.portcullis.fault.Fault} and the rendering of values inside error sentences; imports nothing of ours; touches no Redis key.
 */
@NullMarked
package io.portcullis.fault;

import org.jspecify.annotations.NullMarked;
