/**
 * The configuration file: what a server is asked to be, read from files and the environment, with all mistakes told at once.
 *
 * <p>Owns {@link io.portcullis.config.Configuration} and the records that it holds; imports {@code fault}, {@code secret},
 * {@code hcl}, {@code address}, {@code field} and {@code redis}; seen by the command line only; touches no Redis key. The rules
 * stand in {@code docs/configuration.md}.
 */
@NullMarked
package io.portcullis.config;

import org.jspecify.annotations.NullMarked;
