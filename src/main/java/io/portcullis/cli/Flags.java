package io.portcullis.cli;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The flags of one command as they were given; of one that was given twice, the last. */
final class Flags {

    private final Map<String, String> nameToValue = new HashMap<>();

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
            nameToValue.put(name, word.substring(equals + 1));
        } else if (flag.isSwitch()) {
            nameToValue.put(name, "true");
        } else if (rest.hasNext()) {
            nameToValue.put(name, rest.next());
        } else {
            throw new WrongUsage(name + ": the value is missing");
        }
    }

    /** One dash or two, it is the same flag. */
    static String singleDash(String word) {
        return word.startsWith("--") ? word.substring(1) : word;
    }

    /** The value of this flag; empty if it was not given. */
    Optional<String> value(String name) {
        return Optional.ofNullable(nameToValue.get(name));
    }

    /** Whether this switch is on. */
    boolean isOn(String name) {
        return switch (nameToValue.getOrDefault(name, "false")) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new WrongUsage(name + ": neither true nor false");
        };
    }
}
