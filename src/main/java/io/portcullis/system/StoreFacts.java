package io.portcullis.system;

import io.portcullis.control.Change;
import io.portcullis.control.Kind;
import io.portcullis.seal.RecordJson;
import io.portcullis.seal.RecordKind;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;

/** What a store knows of itself: who may recover it, which versions have served it, when its record key was made. A part of the snapshot. */
public final class StoreFacts {

    /** The kind of entry that they are; its keys are {@code recovery}, {@code record-key}, and {@code version:} and a version. */
    public static final Kind<StoreFacts> KIND = new FactKind();

    private static final String RECOVERY_KEY = "recovery";
    private static final String RECORD_KEY = "record-key";
    private static final String VERSION = "version:";

    private static final RecordJson<Recovery> RECOVERY_JSON = new RecordJson<>(Recovery.class);
    private static final RecordJson<RecordKey> RECORD_KEY_JSON = new RecordJson<>(RecordKey.class);
    private static final RecordJson<Installed> VERSION_JSON = new RecordJson<>(Installed.class);

    /**
     * How the recovery key was split.
     *
     * @param shares into how many; zero when there is no recovery key
     * @param threshold how many of them are needed
     * @param hash the keyed hash of the key; empty when there is none
     */
    record Recovery(int shares, int threshold, byte[] hash) {}

    /**
     * The last version of the record key.
     *
     * @param installed when it was made, by the clock of Redis
     */
    record RecordKey(Instant installed) {}

    /**
     * A version of ours that has served the store.
     *
     * @param version as on the wire
     * @param buildDate RFC 3339
     * @param at when a node of it first did, by the clock of Redis
     */
    record Installed(String version, String buildDate, Instant at) {}

    private final Optional<Recovery> recovery;
    private final Optional<RecordKey> recordKey;
    private final HashPMap<String, Installed> versions;

    private StoreFacts(
            Optional<Recovery> recovery, Optional<RecordKey> recordKey, HashPMap<String, Installed> versions) {
        this.recovery = recovery;
        this.recordKey = recordKey;
        this.versions = versions;
    }

    /** How the recovery key was split; empty in a development store. */
    Optional<Recovery> recovery() {
        return recovery;
    }

    /** When the last version of the record key was made. */
    Optional<RecordKey> recordKey() {
        return recordKey;
    }

    /** The versions that have served the store, the oldest first. */
    List<Installed> versions() {
        return versions.values().stream()
                .sorted(Comparator.comparing(Installed::at).thenComparing(Installed::version))
                .toList();
    }

    /** Whether a version has served it. */
    boolean knows(String version) {
        return versions.containsKey(VERSION + version);
    }

    static void put(Change<?> change, Recovery recovery) {
        change.put(KIND, RECOVERY_KEY, RECOVERY_JSON.encode(recovery));
    }

    static void put(Change<?> change, RecordKey recordKey) {
        change.put(KIND, RECORD_KEY, RECORD_KEY_JSON.encode(recordKey));
    }

    static void put(Change<?> change, Installed version) {
        change.put(KIND, VERSION + version.version(), VERSION_JSON.encode(version));
    }

    private static final class FactKind implements Kind<StoreFacts> {

        @Override
        public String name() {
            return "store-facts";
        }

        @Override
        public RecordKind record() {
            return RecordKind.STORE_FACT;
        }

        @Override
        public StoreFacts empty() {
            return new StoreFacts(Optional.empty(), Optional.empty(), HashTreePMap.empty());
        }

        @Override
        public StoreFacts put(StoreFacts part, String key, byte[] plain) {
            return switch (key) {
                case RECOVERY_KEY ->
                    new StoreFacts(Optional.of(RECOVERY_JSON.decode(plain)), part.recordKey, part.versions);
                case RECORD_KEY ->
                    new StoreFacts(part.recovery, Optional.of(RECORD_KEY_JSON.decode(plain)), part.versions);
                default ->
                    new StoreFacts(part.recovery, part.recordKey, part.versions.plus(key, VERSION_JSON.decode(plain)));
            };
        }

        @Override
        public StoreFacts remove(StoreFacts part, String key) {
            return switch (key) {
                case RECOVERY_KEY -> new StoreFacts(Optional.empty(), part.recordKey, part.versions);
                case RECORD_KEY -> new StoreFacts(part.recovery, Optional.empty(), part.versions);
                default -> new StoreFacts(part.recovery, part.recordKey, part.versions.minus(key));
            };
        }
    }
}
