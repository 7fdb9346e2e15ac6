package io.portcullis.hcl;

import io.portcullis.hcl.HclValue.Block;
import io.portcullis.hcl.HclValue.Sequence;
import java.util.ArrayList;
import java.util.List;

/** Turns what JSON nests into what the language writes as labels and repeated blocks, at the top of a text. */
final class Labels {

    private Labels() {}

    static List<HclItem> outOf(List<HclItem> items) {
        List<HclItem> spread = new ArrayList<>();
        items.forEach(item -> spread(item, spread));
        return spread;
    }

    private static void spread(HclItem item, List<HclItem> spread) {
        if (item.value() instanceof Block block && holdsBlocksOnly(values(block))) {
            block.items().forEach(inner -> spread(labelled(item, inner), spread));
        } else if (item.value() instanceof Sequence sequence && holdsBlocksOnly(sequence.elements())) {
            sequence.elements()
                    .forEach(element -> spread(new HclItem(item.keys(), element, item.place(), item.line()), spread));
        } else {
            spread.add(item);
        }
    }

    private static HclItem labelled(HclItem outer, HclItem inner) {
        List<String> keys = new ArrayList<>(outer.keys());
        keys.addAll(inner.keys());
        return new HclItem(keys, inner.value(), outer.place(), outer.line());
    }

    private static List<HclValue> values(Block block) {
        return block.items().stream().map(HclItem::value).toList();
    }

    private static boolean holdsBlocksOnly(List<HclValue> values) {
        return !values.isEmpty() && values.stream().allMatch(Block.class::isInstance);
    }
}
