package io.portcullis.mount;

import java.time.Duration;

/**
 * How long tokens live where neither they nor their mount say otherwise: the configuration's {@code default_lease_ttl} and
 * {@code max_lease_ttl}.
 *
 * @param standard for a token that asks for nothing
 * @param longest for any token
 */
public record LeaseTtls(Duration standard, Duration longest) {

    /** 768 hours, both. */
    public static final LeaseTtls USUAL = new LeaseTtls(Duration.ofHours(768), Duration.ofHours(768));

    public LeaseTtls {
        if (standard.getSeconds() < 1 || standard.compareTo(longest) > 0) {
            throw new IllegalArgumentException("leases last a second at least, and by default no longer than at most");
        }
    }
}
