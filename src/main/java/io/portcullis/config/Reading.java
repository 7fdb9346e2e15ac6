package io.portcullis.config;

import io.portcullis.config.Stanza.Setting;
import io.portcullis.hcl.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One reading of a configuration: what was found, where it was asked for, what is wrong with it. */
final class Reading {

    private final Mistakes mistakes = new Mistakes();
    private final List<String> notices = new ArrayList<>();
    private final List<Section> sections = new ArrayList<>();
    private final Map<String, String> variables;
    private final Environment environment;
    private final ConfigFiles files;
    private final Spot beginning;
    private final Stanzas stanzas;

    Reading(List<Path> paths, Map<String, String> environment) {
        this.variables = environment;
        this.environment = new Environment(environment);
        this.files = ConfigFiles.read(paths, mistakes);
        Place start = new Place(1, 1);
        this.beginning = files.files().isEmpty()
                ? new Spot(0, paths.get(0).toString(), start)
                : files.files().get(0).at(start);
        this.stanzas = Stanzas.of(files.files(), beginning, mistakes);
    }

    Section section(String name, String label) {
        return keep(new Section(this, name, label, stanzas.stanza(name, label)));
    }

    /** What stands outside of all stanzas. */
    Section top() {
        return keep(new Section(this, "", "", Optional.of(stanzas.outside())));
    }

    private Section keep(Section section) {
        sections.add(section);
        return section;
    }

    /** All keys that were asked for: all that there are. */
    List<String> allKeys() {
        return sections.stream()
                .flatMap(section -> section.keys().stream())
                .distinct()
                .toList();
    }

    Mistakes mistakes() {
        return mistakes;
    }

    Environment environment() {
        return environment;
    }

    /** What {@link LockoutSwitch} says. */
    Optional<Boolean> lockoutForced() {
        return LockoutSwitch.forced(
                variables,
                variable ->
                        mistakes.add(Spot.ENVIRONMENT, variable, "not a value it can have (expected true or false)"));
    }

    void notice(String text) {
        notices.add(text);
    }

    List<String> notices() {
        return List.copyOf(notices);
    }

    /** Tells what nobody asked for and what is missing; to be called when everything has been asked for. */
    void finish() {
        Set<String> meant = environment.tellUnknown(mistakes);
        for (Section section : sections) {
            for (Setting setting : section.unknown()) {
                mistakes.add(setting.spot(), setting.shown(), verdict(section, setting.shown()));
                Nearest.to(setting.shown(), section.keys())
                        .map(section::variable)
                        .ifPresent(meant::add);
            }
        }
        if (files.complete()) {
            sections.forEach(section -> section.tellMissing(meant));
        }
    }

    private String verdict(Section section, String key) {
        return Known.elsewhere(key)
                .or(() -> sections.stream()
                        .filter(other -> other.keys().contains(key))
                        .findFirst()
                        .map(other -> "unknown here, it belongs into " + other.head()))
                .orElseGet(() -> "unknown key" + Nearest.hint(key, section.keys()));
    }

    /** Tells that a stanza is missing, unless another one of its name was refused. */
    void tellMissingStanza(String name, String label) {
        if (!stanzas.refused().contains(name)) {
            mistakes.add(beginning, Known.head(name, label), "the stanza is missing");
        }
    }
}
