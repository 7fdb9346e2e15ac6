package io.portcullis.config;

import io.portcullis.config.ConfigFiles.Parsed;
import io.portcullis.hcl.HclItem;
import io.portcullis.hcl.HclValue;
import io.portcullis.hcl.HclValue.Block;
import io.portcullis.hcl.HclValue.Sequence;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All files together as stanzas: each stanza and each key at most once, wherever it stands. */
final class Stanzas {

    private final Mistakes mistakes;
    private final Stanza outside;
    private final Map<String, Stanza> headToStanza = new LinkedHashMap<>();

    private final Set<String> refused = new HashSet<>();

    private Stanzas(Spot beginning, Mistakes mistakes) {
        this.mistakes = mistakes;
        this.outside = new Stanza("", "", beginning);
    }

    static Stanzas of(List<Parsed> files, Spot beginning, Mistakes mistakes) {
        Stanzas stanzas = new Stanzas(beginning, mistakes);
        for (Parsed file : files) {
            file.items().forEach(item -> stanzas.add(file, item));
        }
        return stanzas;
    }

    /** What stands outside of all stanzas. */
    Stanza outside() {
        return outside;
    }

    Optional<Stanza> stanza(String name, String label) {
        return Optional.ofNullable(headToStanza.get(Known.head(name, label)));
    }

    /** The names of stanzas that were there and are none that can be. */
    Set<String> refused() {
        return refused;
    }

    private void add(Parsed file, HclItem item) {
        if (Known.isStanza(item.key()) || item.keys().size() > 1) {
            addStanza(file, item);
        } else {
            outside.addAll(List.of(item), each -> file.at(each.place()), mistakes);
        }
    }

    private void addStanza(Parsed file, HclItem item) {
        if (item.keys().size() == 2 && item.value() instanceof Block block) {
            addLabelled(file, item, item.keys().get(1), block);
        } else if (item.keys().size() == 1
                && item.value() instanceof Sequence many
                && !many.elements().isEmpty()) {
            many.elements().forEach(each -> addNested(file, item, each));
        } else if (item.keys().size() == 1) {
            addNested(file, item, item.value());
        } else {
            mistakes.add(file.at(item.place()), item.key(), "a stanza has one label" + Known.expected(item.key()));
            refused.add(item.key());
        }
    }

    /** What JSON writes as an object of objects, or an array of them. */
    private void addNested(Parsed file, HclItem outer, HclValue value) {
        boolean labelled = value instanceof Block block
                && !block.items().isEmpty()
                && block.items().stream().allMatch(Stanzas::isLabelled);
        if (!labelled) {
            mistakes.add(file.at(outer.place()), outer.key(), "a label is missing" + Known.expected(outer.key()));
            refused.add(outer.key());
            return;
        }
        for (HclItem inner : ((Block) value).items()) {
            HclItem item = new HclItem(List.of(outer.key(), inner.key()), inner.value(), inner.place(), 0);
            if (inner.value() instanceof Sequence many) {
                many.elements().forEach(each -> addLabelled(file, item, inner.key(), (Block) each));
            } else {
                addLabelled(file, item, inner.key(), (Block) inner.value());
            }
        }
    }

    private static boolean isLabelled(HclItem item) {
        return item.keys().size() == 1
                && (item.value() instanceof Block
                        || item.value() instanceof Sequence many
                                && !many.elements().isEmpty()
                                && many.elements().stream().allMatch(Block.class::isInstance));
    }

    private void addLabelled(Parsed file, HclItem item, String label, Block block) {
        Spot spot = file.at(item.place());
        String head = Known.head(item.key(), label);
        Optional<String> refusal = Known.refusal(item.key(), label);
        if (refusal.isPresent()) {
            mistakes.add(spot, head, refusal.get());
            refused.add(item.key());
            return;
        }
        Stanza stanza = new Stanza(item.key(), label, spot);
        Stanza first = headToStanza.putIfAbsent(head, stanza);
        if (first != null) {
            mistakes.add(spot, head, "given twice, first at " + first.spot());
        }
        // Of a second stanza, too, every mistake is told that shows by itself.
        (first == null ? stanza : new Stanza(item.key(), label, spot))
                .addAll(block.items(), each -> file.at(each.place()), mistakes);
    }
}
