/** The entry point of the program. Owns the wiring of the command line to the server; may import everything. */
@NullMarked
package io.portcullis;

import org.jspecify.annotations.NullMarked;
