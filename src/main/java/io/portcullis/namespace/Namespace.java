package io.portcullis.namespace;

import io.portcullis.http.Call;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One namespace: spec of namespaces, 1.1.
 *
 * @param id {@value #ROOT_ID} for the first, else 5 random characters of base 62, never used again
 * @param uuid random; all zeros for the first
 * @param path from the first one down, with a final slash; empty for that one
 * @param tainted whether it is being deleted: then nothing in it is served, and its tokens are void
 * @param customMetadata for people
 */
public record Namespace(String id, String uuid, String path, boolean tainted, Map<String, String> customMetadata) {

    /** The id of the first namespace, which is above all others. */
    public static final String ROOT_ID = "root";

    /** How many characters the id of every other namespace has. */
    static final int ID_LENGTH = 5;

    /** The first namespace; it is always there, and stored nowhere. */
    public static final Namespace ROOT =
            new Namespace(ROOT_ID, "00000000-0000-0000-0000-000000000000", "", false, Map.of());

    public Namespace {
        customMetadata = Collections.unmodifiableMap(new TreeMap<>(customMetadata));
    }

    /** The namespace that a call is for. */
    public static Namespace of(Call call) {
        return call.found(Namespace.class);
    }

    /** Whether it is the first. */
    public boolean isRoot() {
        return id.equals(ROOT_ID);
    }

    /** What follows a random name in a token, an accessor or the id of an entity of a namespace: {@code .<id>}, nothing in the first. */
    public static String suffix(String namespaceId) {
        return namespaceId.equals(ROOT_ID) ? "" : "." + namespaceId;
    }

    /** The id in the {@link #suffix} of a token or of a lease, whether there is such a namespace or not. */
    public static String idIn(String name) {
        int dot = name.lastIndexOf('.');
        return name.length() - dot - 1 == ID_LENGTH && dot >= 0 ? name.substring(dot + 1) : ROOT_ID;
    }

    /** Its own name, with a final slash. */
    String name() {
        return path.substring(parentPath().length());
    }

    /** The path of the one that it is in. */
    String parentPath() {
        return path.substring(0, path.lastIndexOf('/', path.length() - 2) + 1);
    }

    /** The same namespace with other metadata. */
    Namespace with(Map<String, String> metadata) {
        return new Namespace(id, uuid, path, tainted, metadata);
    }

    /** The same namespace, being deleted. */
    Namespace asTainted() {
        return new Namespace(id, uuid, path, true, customMetadata);
    }
}
