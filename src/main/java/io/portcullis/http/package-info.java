/**
 * The outermost layer of the HTTP server: what a request must look like before it is routed, and what every answer carries. Owns
 * the gate, the reading of bodies, the headers of answers and the one writer of error bodies; imports {@code fault} only;
 * touches no Redis key.
 */
@NullMarked
package io.portcullis.http;

import org.jspecify.annotations.NullMarked;
