package io.portcullis.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The flags of one command as they were given; where one value counts, the last. */
final class Flags {

    private final Map<String, List<String>> nameToValues = new HashMap<>();

    private Flags() {}

    /** Reads the words after the name of the command; throws {@link WrongUsage} for what is not one of the known flags. */
    static Flags parse(List<Flag> known, List<String> words) {
        Flags flags = new Flags();
        Iterator<String> rest = words.iterator();
        while (rest.hasNext()) {
            flags.read(known, rest.next(), rest);
        }
        return flags;
    }

    private void read(List<Flag> known, String word, Iterator<String> rest) {
        if (!word.startsWith("-")) {
            throw new WrongUsage("Unexpected: " + word);
        }
        int equals = word.indexOf('=');
        String name = singleDash(equals < 0 ? word : word.substring(0, equals));
        Flag flag = known.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new WrongUsage("Unknown flag: " + name));
        if (equals >= 0) {
            add(name, word.substring(equals + 1));
        } else if (flag.isSwitch()) {
            add(name, "true");
        } else if (rest.hasNext()) {
            add(name, rest.next());
        } else {
            throw new WrongUsage(name + ": the value is missing");
        }
    }

    private void add(String name, String value) {
        nameToValues.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
    }

    /** One dash or two, it is the same flag. */
    static String singleDash(String word) {
        return word.startsWith("--") ? word.substring(1) : word;
    }

    /** The value of this flag; empty if it was not given. */
    Optional<String> value(String name) {
        List<String> values = values(name);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
    }

    /** All values of this flag, in order. */
    List<String> values(String name) {
        return List.copyOf(nameToValues.getOrDefault(name, List.of()));
    }

    /** Whether this switch is on. */
    boolean isOn(String name) {
        return switch (value(name).orElse("false")) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new WrongUsage(name + ": neither true nor false");
        };
    }
}
