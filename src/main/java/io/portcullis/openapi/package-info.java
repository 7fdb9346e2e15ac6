/**
 * What is served, told to programs and to people: the OpenAPI document of {@code sys/internal/specs/openapi}, and the help of a
 * path. Both are made from the endpoints that serve, so that they cannot say anything else.
 *
 * <p>Imports {@code field}, {@code http}, {@code version} and, to know which mounts a caller can see, {@code control},
 * {@code namespace} and {@code mount}; writes no Redis key.
 */
@NullMarked
package io.portcullis.openapi;

import org.jspecify.annotations.NullMarked;
