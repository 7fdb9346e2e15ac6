package io.portcullis.fair;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Who a computation is done for: what the workers' time is shared by, in this order.
 *
 * @param namespaceId the namespace; the empty text is ourselves
 * @param mountAccessor the mount in it
 * @param source the class of the client's address, 0 to 63: {@link #sourceOf}
 */
public record Origin(String namespaceId, String mountAccessor, int source) {

    /** How many classes of addresses there are. */
    public static final int SOURCES = 64;

    /** The server itself: what it does to check its engines. */
    public static final Origin OURSELVES = new Origin("", "", 0);

    private static final byte[] KEY = random();

    private static final int V6_LENGTH = 16;
    private static final int V6_NETWORK_LENGTH = 8;
    private static final byte[] V4_IN_V6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    public Origin {
        if (source < 0 || source >= SOURCES) {
            throw new IllegalArgumentException("not a class of addresses: " + source);
        }
    }

    /**
     * The class of an address, by a hash with a key of this process: nobody can choose an address to share a victim's class, or learn
     * which of his addresses do (threats A8). An IPv6 address counts by its first 64 bits, since one host may have all the others.
     *
     * @param address 4 or 16 bytes in network order; anything else is hashed as it is
     * @return 0 to 63
     */
    public static int sourceOf(byte[] address) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(KEY);
            return sha256.digest(network(address))[0] & (SOURCES - 1);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static byte[] network(byte[] address) {
        if (address.length != V6_LENGTH) {
            return address;
        }
        boolean v4 = Arrays.equals(address, 0, V4_IN_V6.length, V4_IN_V6, 0, V4_IN_V6.length);
        return v4 ? Arrays.copyOfRange(address, V4_IN_V6.length, V6_LENGTH) : Arrays.copyOf(address, V6_NETWORK_LENGTH);
    }

    private static byte[] random() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return key;
    }
}
