package io.portcullis.redis;

import java.util.Optional;

/**
 * How connections to Redis are made.
 *
 * @param login as whom; empty: without a password
 * @param sentinelLogin as whom at the sentinels
 * @param sentinelMaster by what name the sentinels know the primary; empty without sentinels
 * @param tls files for {@code rediss://} addresses
 */
public record RedisAccess(
        Optional<RedisLogin> login, Optional<RedisLogin> sentinelLogin, String sentinelMaster, Tls tls) {

    /** Without sentinels, trusting the certificate authorities that Java trusts. */
    public static RedisAccess of(Optional<RedisLogin> login) {
        return new RedisAccess(login, Optional.empty(), "", Tls.STANDARD);
    }

    /**
     * PEM files.
     *
     * @param caFile who may sign certificates of Redis; empty: whom Java trusts
     * @param certificateFile our own certificate; empty: none
     * @param keyFile its private key
     */
    public record Tls(Optional<String> caFile, Optional<String> certificateFile, Optional<String> keyFile) {

        /** No files. */
        public static final Tls STANDARD = new Tls(Optional.empty(), Optional.empty(), Optional.empty());

        public Tls {
            if (certificateFile.isPresent() != keyFile.isPresent()) {
                throw new IllegalArgumentException("a certificate and its key come together");
            }
        }
    }
}
