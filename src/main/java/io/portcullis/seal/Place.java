package io.portcullis.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Where a sealed record belongs: its associated data, so that a record copied to another place does not open there.
 *
 * <p>The logical place, not the Redis key: accounts are fields of one hash, and prefix and bucket may change.
 *
 * @param kind what it is
 * @param owner a namespace id or a mount accessor; empty for the kinds that stand alone
 * @param name the account's name, the token's keyed hash, the entry's key
 */
public record Place(RecordKind kind, String owner, String name) {

    private static final byte FORMAT = 1;

    /** The place of an entry that no namespace or mount owns. */
    public static Place of(RecordKind kind, String name) {
        return new Place(kind, "", name);
    }

    /** Format, kind, owner and name, each with its length. */
    byte[] associatedData() {
        byte[] kindBytes = utf8(kind.name());
        byte[] ownerBytes = utf8(owner);
        byte[] nameBytes = utf8(name);
        ByteBuffer out = ByteBuffer.allocate(1 + 12 + kindBytes.length + ownerBytes.length + nameBytes.length);
        out.put(FORMAT);
        for (byte[] part : new byte[][] {kindBytes, ownerBytes, nameBytes}) {
            out.putInt(part.length).put(part);
        }
        return out.array();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
