/**
 * Puts the features together: the pipeline of a request, the verticles, the start and stop of a node.
 *
 * <p>Imports everything but the command line; writes no Redis key itself.
 */
@NullMarked
package io.portcullis.app;

import org.jspecify.annotations.NullMarked;
