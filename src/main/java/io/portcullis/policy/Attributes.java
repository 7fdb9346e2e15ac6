package io.portcullis.policy;

import io.portcullis.fault.Fault;
import io.portcullis.fault.GoText;
import io.portcullis.field.GoInteger;
import io.portcullis.hcl.HclItem;
import io.portcullis.hcl.HclValue;
import io.portcullis.hcl.HclValue.Block;
import io.portcullis.hcl.HclValue.Flag;
import io.portcullis.hcl.HclValue.Nothing;
import io.portcullis.hcl.HclValue.Number;
import io.portcullis.hcl.HclValue.Sequence;
import io.portcullis.hcl.HclValue.Text;
import io.portcullis.hcl.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What stands in a block, read by type. Values of a wrong type are 400 with the sentence of the reference's decoder. */
final class Attributes {

    private static final int MOST_UNKNOWN_KEYS = 100;

    private final Map<String, HclItem> items;

    private Attributes(Map<String, HclItem> items) {
        this.items = items;
    }

    /**
     * The attributes of a block.
     *
     * @throws Fault 400 when the value is no block, or a key is unknown or stands twice
     */
    static Attributes of(HclValue value, Set<String> known) {
        if (!(value instanceof Block block)) {
            throw Fault.badRequest("cannot check HCL keys of type " + typeOf(value));
        }
        requireKnown(block.items(), known);
        Map<String, HclItem> items = new HashMap<>();
        for (HclItem item : block.items()) {
            requireNew(items.put(item.key(), item), item);
        }
        return new Attributes(items);
    }

    /** 400 with all unknown keys (the first hundred) and their lines. */
    static void requireKnown(List<HclItem> items, Set<String> known) {
        List<String> unknown = items.stream()
                .filter(item -> !known.contains(item.key()))
                .map(item -> "* invalid key " + GoText.quote(item.key()) + " on line " + item.line())
                .toList();
        if (!unknown.isEmpty()) {
            String count = unknown.size() == 1 ? "1 error" : unknown.size() + " errors";
            throw Fault.badRequest(unknown.stream()
                    .limit(MOST_UNKNOWN_KEYS)
                    .collect(Collectors.joining("\n\t", count + " occurred:\n\t", "\n\n")));
        }
    }

    private static void requireNew(@Nullable Object before, HclItem item) {
        if (before != null) {
            throw fault(item.place(), "duplicate key " + GoText.quote(item.key()));
        }
    }

    /** A value of any type, as {@link PathBlock} has it; absent if it is null. */
    Optional<Object> value(String key) {
        return item(key)
                .map(Attributes::unlabelled)
                .filter(value -> !(value instanceof Nothing))
                .map(Attributes::plain);
    }

    private Optional<HclItem> item(String key) {
        return Optional.ofNullable(items.get(key));
    }

    /** A text; whole numbers are texts too. Empty if it is absent. */
    String text(String key, String name) {
        return item(key).map(item -> text(item, name)).orElse("");
    }

    /** The value of an item as a text; {@code name} is how the failure calls it. */
    static String text(HclItem item, String name) {
        return text(unlabelled(item), name);
    }

    private static String text(HclValue value, String name) {
        if (value instanceof Text text) {
            return text.text();
        }
        if (value instanceof Number number && number.isWhole()) {
            return number.written();
        }
        if (value instanceof Nothing) {
            return "";
        }
        throw fault(value.place(), name + ": unknown type for string " + typeOf(value));
    }

    /** A list of texts. */
    List<String> texts(String key, String name) {
        List<String> texts = new ArrayList<>();
        item(key).ifPresent(item -> {
            for (HclValue each : elements(unlabelled(item))) {
                texts.add(text(each, name + "[" + texts.size() + "]"));
            }
        });
        return texts;
    }

    /** A whole number, which may stand in quotes; 0 if it is absent. */
    long whole(String key, String name) {
        return item(key).map(item -> whole(unlabelled(item), name)).orElse(0L);
    }

    private static long whole(HclValue value, String name) {
        boolean isText = value instanceof Text || value instanceof Nothing;
        if (!isText && !(value instanceof Number number && number.isWhole())) {
            throw fault(value.place(), name + ": unknown type " + typeOf(value));
        }
        String text = text(value, name);
        return PolicyText.within(
                () -> "strconv.ParseInt: parsing " + GoText.quote(text) + ": ", () -> GoInteger.parseAnyBase(text));
    }

    /** Names of parameters, lower-cased, each with the values that are listed for it. */
    Map<String, List<@Nullable Object>> parameters(String key, String name) {
        return item(key).map(item -> parameters(unlabelled(item), name)).orElse(Map.of());
    }

    private static Map<String, List<@Nullable Object>> parameters(HclValue value, String name) {
        if (!(value instanceof Block block)) {
            throw fault(value.place(), name + ": not an object type for map (" + typeOf(value) + ")");
        }
        Map<String, List<@Nullable Object>> parameters = new LinkedHashMap<>();
        for (HclItem item : block.items()) {
            List<@Nullable Object> values = new ArrayList<>(plain(elements(unlabelled(item))));
            requireNew(parameters.put(item.key().toLowerCase(Locale.ROOT), Collections.unmodifiableList(values)), item);
        }
        return Collections.unmodifiableMap(parameters);
    }

    private static List<HclValue> elements(HclValue value) {
        if (!(value instanceof Sequence sequence)) {
            throw fault(value.place(), "unknown slice type: " + typeOf(value));
        }
        if (sequence.elements().stream().anyMatch(Nothing.class::isInstance)) {
            throw Fault.badRequest("null in a list");
        }
        return sequence.elements();
    }

    private static List<Object> plain(List<HclValue> elements) {
        return elements.stream().map(Attributes::plain).toList();
    }

    private static Object plain(HclValue value) {
        if (value instanceof Text text) {
            return text.text();
        }
        if (value instanceof Number number) {
            return number.value();
        }
        if (value instanceof Flag flag) {
            return flag.value();
        }
        if (value instanceof Sequence sequence) {
            return plain(sequence.elements());
        }
        if (value instanceof Block block) {
            return plain(block);
        }
        throw Fault.badRequest("null in the value of a parameter");
    }

    private static Map<String, Object> plain(Block block) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (HclItem item : block.items()) {
            requireNew(members.put(item.key(), plain(unlabelled(item))), item);
        }
        return Collections.unmodifiableMap(members);
    }

    private static HclValue unlabelled(HclItem item) {
        if (item.keys().size() > 1) {
            throw fault(item.place(), GoText.quote(item.key()) + " takes no label");
        }
        return item.value();
    }

    private static String typeOf(HclValue value) {
        return value instanceof Block
                ? "*ast.ObjectType"
                : value instanceof Sequence ? "*ast.ListType" : "*ast.LiteralType";
    }

    private static Fault fault(Place place, String reason) {
        return Fault.badRequest("At " + place + ": " + reason);
    }
}
