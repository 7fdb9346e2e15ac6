/**
 * The interface as other people's clients see it: stories told through each of them, and every answer beside the reference's.
 */
@NullMarked
package io.portcullis.clients;

import org.jspecify.annotations.NullMarked;
