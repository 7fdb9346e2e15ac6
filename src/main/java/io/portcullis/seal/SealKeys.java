package io.portcullis.seal;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The seal keys that a node has: the one of now and, while that is being changed, another. Both open a keyring, the first one wraps
 * it. A node of {@code -dev} and a real one never open each other's keyrings, whatever their keys (threats D2).
 */
public final class SealKeys {

    private final boolean development;
    private final Optional<SealKey> current;
    private final List<SealKey> all;
    private final SealKey published = SealKey.development();

    private SealKeys(boolean development, Optional<SealKey> current, List<SealKey> all) {
        this.development = development;
        this.current = current;
        this.all = all;
    }

    /** What became of a wrapped keyring. */
    public sealed interface Unsealing {}

    /**
     * It opened.
     *
     * @param current whether it is wrapped by the key of now
     */
    public record Open(Seal seal, boolean current) implements Unsealing {}

    /**
     * It did not.
     *
     * @param reason why, in words for the log
     */
    public record Shut(String reason) implements Unsealing {

        @Override
        public String toString() {
            return reason;
        }
    }

    /** One key alone; the published one makes a development node. */
    public static SealKeys only(SealKey key) {
        return of(Optional.of(key), Optional.empty(), key.isPublished());
    }

    /**
     * The keys of a node.
     *
     * @param current the key of now; empty when there is none that could be used
     * @param other the key before it, or the one after it
     * @param development whether it is a node of {@code -dev}; a key that is not for such a node is as good as none
     */
    public static SealKeys of(Optional<SealKey> current, Optional<SealKey> other, boolean development) {
        Optional<SealKey> usable = current.filter(key -> key.isPublished() == development);
        return new SealKeys(
                development,
                usable,
                Stream.concat(usable.stream(), other.stream())
                        .filter(key -> key.isPublished() == development)
                        .toList());
    }

    /** Whether there is a key to initialise a store with. */
    public boolean canInitialise() {
        return current.isPresent();
    }

    /** A new keyring, wrapped; there must be a key. */
    public byte[] newKeyring() {
        return Seal.newKeyring(current.orElseThrow());
    }

    /** Opens a wrapped keyring. */
    public Unsealing unseal(byte[] wrapped) {
        for (SealKey key : all) {
            Optional<PlainRing> opened = PlainRing.open(key, wrapped);
            if (opened.isPresent()) {
                try (PlainRing ring = opened.get()) {
                    return unsealed(key, ring);
                }
            }
        }
        return new Shut(whyShut(wrapped));
    }

    private Unsealing unsealed(SealKey key, PlainRing ring) {
        if (ring.isDevelopment() != development) {
            return new Shut("the keyring is marked as one of " + (development ? "a real server" : "-dev"));
        }
        try {
            return new Open(new Seal(ring), current.filter(now -> now == key).isPresent());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("a keyring holds what is no key", impossible);
        }
    }

    private String whyShut(byte[] wrapped) {
        if (!development && PlainRing.open(published, wrapped).isPresent()) {
            return "this is the store of a development server";
        }
        return all.isEmpty() ? "there is no seal key" : "the seal key does not open this keyring";
    }

    /** The keyring with one more version of the record key; it must be one that opens. */
    public byte[] rotated(byte[] wrapped) {
        return rewrapped(wrapped, true);
    }

    /** The same keyring, wrapped by the key of now; it must be one that opens. */
    public byte[] rewrapped(byte[] wrapped) {
        return rewrapped(wrapped, false);
    }

    private byte[] rewrapped(byte[] wrapped, boolean withNewKey) {
        try (PlainRing ring = all.stream()
                .flatMap(key -> PlainRing.open(key, wrapped).stream())
                .findFirst()
                .orElseThrow()) {
            return (withNewKey ? ring.rotated() : ring).wrappedBy(current.orElse(all.get(0)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("cannot wrap a keyring", impossible);
        }
    }
}
