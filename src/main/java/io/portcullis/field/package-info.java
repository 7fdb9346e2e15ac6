/**
 * The typed parameters of a request: what a body or a query holds ({@link io.portcullis.field.RawParameters}), and what it means
 * under the types that an endpoint declares ({@link io.portcullis.field.Schema}), by the coercion rules of the API.
 *
 * <p>Imports {@code fault} and {@code secret}, and Jackson's streaming parser, which nothing else of ours reads request bodies
 * with. Touches no Redis key.
 */
@NullMarked
package io.portcullis.field;

import org.jspecify.annotations.NullMarked;
