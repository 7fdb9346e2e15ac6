/**
 * The Hashicorp configuration language, version 1, and JSON in its place: the form in which policies and the configuration are written. Owns its
 * parser; imports {@code fault}; touches no Redis key.
 */
@NullMarked
package io.portcullis.hcl;

import org.jspecify.annotations.NullMarked;
