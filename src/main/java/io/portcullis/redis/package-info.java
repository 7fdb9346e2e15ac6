/**
 * The one way to Redis: connections, deadlines, scripts, replies, key names.
 *
 * <p>Owns {@link io.portcullis.redis.RedisGateway} (one per event loop), {@link io.portcullis.redis.Script} and
 * {@link io.portcullis.redis.RedisKeys}, the only class that builds key names. Imports {@code flow} and {@code fault}; nobody else imports
 * the Redis client.
 */
@NullMarked
package io.portcullis.redis;

import org.jspecify.annotations.NullMarked;
