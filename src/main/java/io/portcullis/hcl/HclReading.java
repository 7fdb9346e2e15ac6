package io.portcullis.hcl;

import java.util.List;

/**
 * All that could be read of a text, and all that could not.
 *
 * @param items at the top of the text, as {@link Hcl#read} has them
 * @param mistakes in their order
 */
public record HclReading(List<HclItem> items, List<Mistake> mistakes) {

    public HclReading {
        items = List.copyOf(items);
        mistakes = List.copyOf(mistakes);
    }

    /**
     * Where the text does not go on as it must.
     *
     * @param key whose value cannot be read; it is among the items, with {@link HclValue.Nothing} at a known place. Empty if it is
     *     not a value that cannot be read
     * @param reason without any of the text
     */
    public record Mistake(Place place, String key, String reason) {}
}
