/** How asynchronous steps follow each other. Owns {@link io.portcullis.flow.Loop}; imports nothing of ours; touches no Redis key. */
@NullMarked
package io.portcullis.flow;

import org.jspecify.annotations.NullMarked;
