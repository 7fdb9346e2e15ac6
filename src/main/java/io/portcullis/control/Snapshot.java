package io.portcullis.control;

import io.portcullis.fault.Fault;
import io.portcullis.seal.Place;
import io.portcullis.seal.Seal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;

/**
 * One state of the control plane, immutable and shared by all event loops of a process.
 *
 * <p>It holds the parts that the features read, the {@link Seal} that its keyring gives, and the hash of every entry, so that the
 * next epoch is computed in time proportional to the change.
 */
public final class Snapshot {

    private final Epoch epoch;
    private final Seal seal;
    private final HashPMap<String, BigInteger> placeToHash;
    private final BigInteger sum;
    private final HashPMap<String, Object> kindToPart;

    private Snapshot(
            Epoch epoch,
            Seal seal,
            HashPMap<String, BigInteger> placeToHash,
            BigInteger sum,
            HashPMap<String, Object> kindToPart) {
        this.epoch = epoch;
        this.seal = seal;
        this.placeToHash = placeToHash;
        this.sum = sum;
        this.kindToPart = kindToPart;
    }

    /** The state without entries, before the first commit, under the seal that its keyring will give. */
    static Snapshot empty(Seal seal) {
        return new Snapshot(new Epoch(0, ""), seal, HashTreePMap.empty(), BigInteger.ZERO, HashTreePMap.empty());
    }

    /** Which state this is. */
    public Epoch epoch() {
        return epoch;
    }

    /** Seals and opens the records that belong to this state. */
    public Seal seal() {
        return seal;
    }

    /** What the entries of a kind make up. */
    @SuppressWarnings("unchecked")
    public <P> P part(Kind<P> kind) {
        Object part = kindToPart.get(kind.name());
        return part == null ? kind.empty() : (P) part;
    }

    /** The keyring as it is stored. */
    byte[] wrappedKeyring() {
        return part(Keyring.KIND).orElseThrow(() -> Fault.unavailable("the store has no keyring"));
    }

    /**
     * The state at the given epoch after these entries changed, as stored in Redis. Its head is not checked here.
     *
     * @param nextSeal what the keyring after the change gives
     * @throws Fault 503 when an entry does not open in its place
     */
    Snapshot with(Epoch next, Seal nextSeal, List<StoredEntry> changed) {
        Snapshot state = new Snapshot(next, nextSeal, placeToHash, sum, kindToPart);
        for (StoredEntry entry : changed) {
            state = state.with(entry);
        }
        return state;
    }

    private Snapshot with(StoredEntry entry) {
        String place = entry.kind().name() + ":" + entry.key();
        BigInteger rest = Optional.ofNullable(placeToHash.get(place))
                .map(old -> EntryHash.subtract(sum, old))
                .orElse(sum);
        byte @Nullable [] sealed = entry.sealed().orElse(null);
        if (sealed == null) {
            return new Snapshot(epoch, seal, placeToHash.minus(place), rest, without(entry.kind(), entry.key()));
        }
        BigInteger hash = EntryHash.of(seal, entry.kind().name(), entry.key(), sealed);
        return new Snapshot(
                epoch,
                seal,
                placeToHash.plus(place, hash),
                EntryHash.add(rest, hash),
                with(entry.kind(), entry.key(), sealed));
    }

    private <P> HashPMap<String, Object> with(Kind<P> kind, String key, byte[] sealed) {
        byte[] plain = kind == Keyring.KIND ? sealed : seal.open(Place.of(kind.record(), key), sealed);
        return kindToPart.plus(kind.name(), kind.put(part(kind), key, plain));
    }

    private <P> HashPMap<String, Object> without(Kind<P> kind, String key) {
        return kindToPart.plus(kind.name(), kind.remove(part(kind), key));
    }

    /** The epoch that a state with this number and these entries must have. */
    Epoch expectedEpoch() {
        return EntryHash.epoch(seal, epoch.number(), sum);
    }

    /** The same entries under another seal of the same keyring. */
    Snapshot under(Seal other) {
        return other == seal ? this : new Snapshot(epoch, other, placeToHash, sum, kindToPart);
    }

    /** The same entries under the epoch that they sum up to. */
    Snapshot sealedAs(Epoch sealedEpoch) {
        return new Snapshot(sealedEpoch, seal, placeToHash, sum, kindToPart);
    }
}
