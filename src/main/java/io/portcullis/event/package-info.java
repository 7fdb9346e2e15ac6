/**
 * What operators are told as it happens. Owns {@link io.portcullis.event.EventLog}; imports nothing of ours; touches no Redis key.
 */
@NullMarked
package io.portcullis.event;

import org.jspecify.annotations.NullMarked;
