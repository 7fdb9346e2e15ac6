package io.portcullis.mount;

import io.portcullis.control.Kind;
import io.portcullis.namespace.PerNamespace;
import io.portcullis.seal.RecordJson;
import io.portcullis.seal.RecordKind;
import java.util.Collection;
import java.util.Optional;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;

/** The mounts of all namespaces, by accessor and by path: a part of the control plane's snapshot. */
public final class MountTable {

    /** The kind of entry that mounts are; its keys are accessors. */
    public static final Kind<MountTable> KIND = new MountKind();

    private static final RecordJson<MountEntry> JSON = new RecordJson<>(MountEntry.class);

    private final HashPMap<String, MountEntry> accessorToMount;
    private final PerNamespace<MountEntry> byPath;

    private MountTable(HashPMap<String, MountEntry> accessorToMount, PerNamespace<MountEntry> byPath) {
        this.accessorToMount = accessorToMount;
        this.byPath = byPath;
    }

    /** The mount that serves a path below {@code auth/}: the one whose path it begins with. */
    public Optional<MountEntry> serving(String namespaceId, String path) {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            Optional<MountEntry> mount = byPath.find(namespaceId, path.substring(0, slash + 1));
            if (mount.isPresent()) {
                return mount;
            }
        }
        return Optional.empty();
    }

    /** The mount at exactly this path, which ends in a slash. */
    public Optional<MountEntry> at(String namespaceId, String path) {
        return byPath.find(namespaceId, path);
    }

    /** The mount with this accessor: empty when there was none, or is none any more. */
    public Optional<MountEntry> withAccessor(String accessor) {
        return Optional.ofNullable(accessorToMount.get(accessor));
    }

    /** The mounts of a namespace, by path. */
    public Collection<MountEntry> of(String namespaceId) {
        return byPath.of(namespaceId);
    }

    /** A mount whose path begins the given one, or begins with it: two such cannot be told apart. */
    Optional<MountEntry> inTheWayOf(String namespaceId, String path) {
        Optional<MountEntry> above = serving(namespaceId, path);
        return above.isPresent()
                ? above
                : of(namespaceId).stream()
                        .filter(mount -> mount.path().startsWith(path))
                        .findFirst();
    }

    /** A mount as the bytes of its entry. */
    static byte[] encode(MountEntry mount) {
        return JSON.encode(mount);
    }

    private static final class MountKind implements Kind<MountTable> {

        @Override
        public String name() {
            return "mounts";
        }

        @Override
        public RecordKind record() {
            return RecordKind.MOUNT;
        }

        @Override
        public MountTable empty() {
            return new MountTable(HashTreePMap.empty(), PerNamespace.empty());
        }

        @Override
        public MountTable put(MountTable part, String key, byte[] plain) {
            MountEntry mount = JSON.decode(plain);
            MountTable without = remove(part, key);
            return new MountTable(
                    without.accessorToMount.plus(key, mount),
                    without.byPath.plus(mount.namespaceId(), mount.path(), mount));
        }

        @Override
        public MountTable remove(MountTable part, String key) {
            MountEntry old = part.accessorToMount.get(key);
            return old == null
                    ? part
                    : new MountTable(part.accessorToMount.minus(key), part.byPath.minus(old.namespaceId(), old.path()));
        }
    }
}
