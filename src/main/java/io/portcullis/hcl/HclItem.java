package io.portcullis.hcl;

import java.util.List;

/**
 * A key with its value: an attribute ({@code key = value}) or a block ({@code key "label" { }}).
 *
 * @param keys the key, then the labels of a block; never empty
 * @param place where the key stands
 * @param line where the {@code =} or {@code :} stands; 0 for a block, which has none
 */
public record HclItem(List<String> keys, HclValue value, Place place, int line) {

    public HclItem {
        keys = List.copyOf(keys);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("an item without a key");
        }
    }

    /** The first key. */
    public String key() {
        return keys.get(0);
    }
}
