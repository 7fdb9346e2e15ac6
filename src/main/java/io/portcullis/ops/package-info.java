/**
 * The ops listener: liveness, readiness and metrics, on an address of their own. It shows nothing of any tenant.
 *
 * <p>The only package that knows Micrometer. Imports {@code http}, {@code redis}, {@code password}, {@code control}, {@code namespace}, {@code lockout}, {@code apilock}, {@code version}
 * for the counts that they offer; writes nothing to Redis.
 */
@NullMarked
package io.portcullis.ops;

import org.jspecify.annotations.NullMarked;
