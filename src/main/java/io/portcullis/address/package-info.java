/**
 * Addresses and networks of IPv4 and IPv6, and the client's address behind proxies. Never looks up a name.
 *
 * <p>Imports {@code fault}. Touches no Redis key.
 */
@NullMarked
package io.portcullis.address;

import org.jspecify.annotations.NullMarked;
