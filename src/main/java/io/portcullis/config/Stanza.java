package io.portcullis.config;

import io.portcullis.hcl.HclItem;
import io.portcullis.hcl.HclValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One stanza of the files, or what stands outside of all: its settings by their keys, as they were written. */
final class Stanza {

    private final String name;
    private final String label;
    private final Spot spot;
    private final Map<String, Setting> keyToSetting = new LinkedHashMap<>();

    Stanza(String name, String label, Spot spot) {
        this.name = name;
        this.label = label;
        this.spot = spot;
    }

    /**
     * A key with its value.
     *
     * @param shown the key, or the variable that stands for it
     */
    record Setting(String shown, Spot spot, HclValue value) {

        /** Whether its value could not even be read, which has been told. */
        boolean isTold() {
            return value instanceof HclValue.Nothing nothing && nothing.place().line() > 0;
        }
    }

    /** Takes the items over; of a key that is there twice the first counts. */
    void addAll(List<HclItem> items, Function<HclItem, Spot> where, Mistakes mistakes) {
        for (HclItem item : items) {
            Setting setting = new Setting(item.key(), where.apply(item), item.value());
            Setting first = keyToSetting.putIfAbsent(item.key(), setting);
            if (first != null) {
                mistakes.add(setting.spot(), item.key(), "given twice, first at " + first.spot());
            } else if (item.keys().size() > 1) {
                mistakes.add(setting.spot(), item.key(), "a stanza inside a stanza: is a '}' missing before it?");
                keyToSetting.remove(item.key());
            }
        }
    }

    Optional<Setting> setting(String key) {
        return Optional.ofNullable(keyToSetting.get(key));
    }

    /** All keys, in order. */
    List<String> keys() {
        return new ArrayList<>(keyToSetting.keySet());
    }

    String name() {
        return name;
    }

    String label() {
        return label;
    }

    Spot spot() {
        return spot;
    }
}
