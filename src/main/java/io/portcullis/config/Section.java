package io.portcullis.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portcullis.config.Stanza.Setting;
import io.portcullis.fault.Fault;
import io.portcullis.field.GoDuration;
import io.portcullis.hcl.HclValue;
import io.portcullis.hcl.HclValue.Flag;
import io.portcullis.hcl.HclValue.Number;
import io.portcullis.hcl.HclValue.Sequence;
import io.portcullis.hcl.HclValue.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The settings of one stanza as its reader asks for them: the variable of the environment first, then the file. What cannot be
 * understood is a mistake, and counts as not given. What was asked for is what there is: all other keys are unknown.
 */
final class Section {

    private static final Duration LONGEST = Duration.ofDays(365 * 100);

    private final Reading reading;
    private final String name;
    private final String label;
    private final Optional<Stanza> stanza;
    private final Set<String> asked = new LinkedHashSet<>();
    private final List<Missing> missing = new ArrayList<>();

    Section(Reading reading, String name, String label, Optional<Stanza> stanza) {
        this.reading = reading;
        this.name = name;
        this.label = label;
        this.stanza = stanza;
    }

    /** Whether the key was given, understood or not. */
    boolean has(String key) {
        return setting(key).isPresent();
    }

    /** What a text says; {@code expected} tells how it should look. */
    <T> Optional<T> value(String key, String expected, Function<String, Optional<T>> reader) {
        return read(key, expected, value -> value instanceof Text text ? reader.apply(text.text()) : Optional.empty());
    }

    /** Any text but the empty one. */
    Optional<String> text(String key) {
        return value(key, "a text", text -> Optional.of(text).filter(some -> !some.isEmpty()));
    }

    /** One of these words. */
    String word(String key, String standard, List<String> words) {
        return value(
                        key,
                        "one of " + String.join(", ", words),
                        text -> Optional.of(text).filter(words::contains))
                .orElse(standard);
    }

    boolean flag(String key, boolean standard) {
        return flag(key).orElse(standard);
    }

    /** True or false; empty if it is not given, or neither. */
    Optional<Boolean> flag(String key) {
        return read(key, "true or false", Section::flag);
    }

    private static Optional<Boolean> flag(HclValue value) {
        if (value instanceof Flag flag) {
            return Optional.of(flag.value());
        }
        String text = value instanceof Text given ? given.text() : "";
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    int number(String key, int standard, int least, int most) {
        return read(
                        key,
                        "a whole number from " + least + " to " + most,
                        value -> whole(value)
                                .filter(number -> number >= least && number <= most)
                                .map(Long::intValue))
                .orElse(standard);
    }

    private static Optional<Long> whole(HclValue value) {
        try {
            if (value instanceof Number number && number.isWhole()) {
                return Optional.of(number.value().longValueExact());
            }
            return value instanceof Text text && text.text().matches("-?[0-9]{1,18}")
                    ? Optional.of(Long.valueOf(text.text()))
                    : Optional.empty();
        } catch (Fault outOfRange) {
            return Optional.empty();
        }
    }

    /** A duration from {@code least} on: {@code "90s"}, {@code "1h30m"}, {@code "7d"}, or a number of seconds. */
    Duration duration(String key, Duration standard, Duration least) {
        return duration(key, standard, least, LONGEST);
    }

    Duration duration(String key, Duration standard, Duration least, Duration most) {
        String range = most.equals(LONGEST)
                ? (least.isZero() ? ", not negative" : ", at least " + GoDuration.format(least))
                : ", from " + GoDuration.format(least) + " to " + GoDuration.format(most);
        return read(
                        key,
                        "a duration such as \"90s\" or \"1h30m\"" + range,
                        value -> duration(value)
                                .filter(given -> given.compareTo(least) >= 0 && given.compareTo(most) <= 0))
                .orElse(standard);
    }

    private static Optional<Duration> duration(HclValue value) {
        try {
            if (value instanceof Text text && !text.text().isEmpty()) {
                return Optional.of(GoDuration.parse(text.text()));
            }
            return whole(value).map(Duration::ofSeconds);
        } catch (Fault malformed) {
            return Optional.empty();
        }
    }

    /** A list of texts, or one text with commas; nothing if one of them cannot be read. */
    <T> List<T> list(String key, String expected, Function<String, Optional<T>> reader) {
        return read(key, "a list of " + expected, value -> texts(value).flatMap(texts -> all(texts, reader)))
                .orElse(List.of());
    }

    private static Optional<List<String>> texts(HclValue value) {
        if (value instanceof Text text) {
            return Optional.of(Arrays.stream(text.text().split(","))
                    .map(String::strip)
                    .filter(each -> !each.isEmpty())
                    .toList());
        }
        boolean good =
                value instanceof Sequence list && list.elements().stream().allMatch(Text.class::isInstance);
        return good
                ? Optional.of(((Sequence) value)
                        .elements().stream()
                                .map(element -> ((Text) element).text())
                                .toList())
                : Optional.empty();
    }

    private static <T> Optional<List<T>> all(List<String> texts, Function<String, Optional<T>> reader) {
        List<T> read = new ArrayList<>();
        for (String text : texts) {
            Optional<T> one = reader.apply(text);
            if (one.isEmpty()) {
                return Optional.empty();
            }
            read.add(one.get());
        }
        return Optional.of(read);
    }

    private <T> Optional<T> read(String key, String expected, Function<HclValue, Optional<T>> reader) {
        Optional<Setting> given = setting(key);
        Optional<T> read = given.flatMap(setting -> reader.apply(setting.value()));
        if (given.isPresent() && read.isEmpty() && !given.get().isTold()) {
            wrong(key, "expected " + expected);
        }
        return read;
    }

    private Optional<Setting> setting(String key) {
        asked.add(key);
        String variable = variable(key);
        return reading.environment()
                .claim(variable)
                .map(value -> new Setting(variable, Spot.ENVIRONMENT, new Text(value, Spot.ENVIRONMENT.place())))
                .or(() -> stanza.flatMap(from -> from.setting(key)));
    }

    /** Tells what is wrong with the value of a key that was given. */
    void wrong(String key, String what) {
        setting(key).ifPresent(setting -> reading.mistakes().add(setting.spot(), setting.shown(), what));
    }

    /** A key that must be given, and is not. */
    void missing(String key, String expected) {
        missing.add(new Missing(key, variable(key), expected));
    }

    /**
     * A key that must be given, and is not.
     *
     * @param variable that could stand for it
     */
    record Missing(String key, String variable, String expected) {}

    /** Tells what is missing, but for what somebody seems to have meant: or that the stanza is, if there is none. */
    void tellMissing(Set<String> meant) {
        for (Missing each : missing) {
            if (meant.contains(each.variable())) {
                continue;
            }
            if (stanza.isPresent()) {
                reading.mistakes().add(stanza.get().spot(), each.key(), "missing (expected " + each.expected() + ")");
            } else {
                reading.tellMissingStanza(name, label);
            }
        }
    }

    /** The name of the variable that stands for a key. */
    String variable(String key) {
        return Environment.variable(name, label, key);
    }

    /** Something that an operator should know, and that keeps nothing from starting. */
    void notice(String key, String what) {
        setting(key).ifPresent(setting -> reading.notice(setting.spot() + ": " + setting.shown() + ": " + what));
    }

    /** Tells that others than its owner may read the file of a secret. */
    void noticeExposed(String key, SecretSource.Found found) {
        if (found.exposed()) {
            notice(key, "others than its owner may read this file: chmod 0400");
        }
    }

    /** A secret as text: from the file that {@code key_file} names, else what {@code key} itself gives. */
    Optional<String> secretText(String key) {
        String fileKey = key + "_file";
        Optional<String> file = text(fileKey);
        Optional<String> literal = text(key);
        return file.isPresent() ? textInFile(fileKey, file.get()) : literal;
    }

    private Optional<String> textInFile(String key, String file) {
        SecretSource source = SecretSource.file(file);
        if (source instanceof SecretSource.Found found) {
            noticeExposed(key, found);
            return Optional.of(SecretSource.withoutLineEnd(found.secret()).read(bytes -> new String(bytes, UTF_8)));
        }
        wrong(key, ((SecretSource.Failed) source).reason());
        return Optional.empty();
    }

    Reading reading() {
        return reading;
    }

    /** The keys that were asked for. */
    Set<String> keys() {
        return asked;
    }

    /** How it is spoken of. */
    String head() {
        return name.isEmpty() ? "the top of the file" : Known.head(name, label);
    }

    /** The settings that nobody asked for. */
    List<Setting> unknown() {
        return stanza.stream()
                .flatMap(from -> from.keys().stream()
                        .filter(key -> !asked.contains(key))
                        .flatMap(key -> from.setting(key).stream()))
                .toList();
    }
}
