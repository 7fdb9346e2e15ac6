/**
 * The command line. Owns the commands and flags, what a server says about itself at its start, and the end of the process; imports
 * {@code config}; touches no Redis key. What a command starts comes from outside as a {@link
 * io.portcullis.cli.ServerLauncher}.
 *
 * <p>Flags are read as the programs {@code vault} and {@code bao} read theirs: one dash or two, the value after {@code =} or as
 * the next word. A library for it would take a fifth of a second of every start.
 */
@NullMarked
package io.portcullis.cli;

import org.jspecify.annotations.NullMarked;
