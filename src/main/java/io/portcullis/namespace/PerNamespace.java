package io.portcullis.namespace;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePMap;

/**
 * What namespaces have, by name: immutable. To find, list or change what is in one of them costs nothing for all the others.
 *
 * @param <V> what they have
 */
public final class PerNamespace<V> {

    /** Names in the order of their bytes in UTF-8. */
    static final Comparator<String> ORDER = PerNamespace::compare;

    private final HashPMap<String, TreePMap<String, V>> namespaceToNameToValue;

    private PerNamespace(HashPMap<String, TreePMap<String, V>> namespaceToNameToValue) {
        this.namespaceToNameToValue = namespaceToNameToValue;
    }

    /** Nothing in any namespace. */
    public static <V> PerNamespace<V> empty() {
        return new PerNamespace<>(HashTreePMap.empty());
    }

    /** A surrogate is half of a character behind all that are one. */
    private static int compare(String one, String other) {
        int both = Math.min(one.length(), other.length());
        for (int i = 0; i < both; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                boolean half = Character.isSurrogate(a);
                return half == Character.isSurrogate(b) ? a - b : half ? 1 : -1;
            }
        }
        return one.length() - other.length();
    }

    /** What a namespace has under a name. */
    public Optional<V> find(String namespace, String name) {
        TreePMap<String, V> nameToValue = namespaceToNameToValue.get(namespace);
        return nameToValue == null ? Optional.empty() : Optional.ofNullable(nameToValue.get(name));
    }

    /** All that a namespace has, in the {@link #ORDER} of the names. */
    public Collection<V> of(String namespace) {
        @Nullable TreePMap<String, V> nameToValue = namespaceToNameToValue.get(namespace);
        return nameToValue == null ? List.of() : Collections.unmodifiableCollection(nameToValue.values());
    }

    /** These, with one added or replaced. */
    public PerNamespace<V> plus(String namespace, String name, V value) {
        @Nullable TreePMap<String, V> before = namespaceToNameToValue.get(namespace);
        TreePMap<String, V> after = (before == null ? TreePMap.<String, V>empty(ORDER) : before).plus(name, value);
        return new PerNamespace<>(namespaceToNameToValue.plus(namespace, after));
    }

    /** These, without one. */
    public PerNamespace<V> minus(String namespace, String name) {
        @Nullable TreePMap<String, V> before = namespaceToNameToValue.get(namespace);
        if (before == null) {
            return this;
        }
        TreePMap<String, V> after = before.minus(name);
        return new PerNamespace<>(
                after.isEmpty()
                        ? namespaceToNameToValue.minus(namespace)
                        : namespaceToNameToValue.plus(namespace, after));
    }
}
