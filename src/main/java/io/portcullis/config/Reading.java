package io.portcullis.config;

import io.portcullis.config.Stanza.Setting;
import io.portcullis.hcl.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** One reading of a configuration: what was found, where it was asked for, what is wrong with it. */
final class Reading {

    private final Mistakes mistakes = new Mistakes();
    private final List<String> notices = new ArrayList<>();
    private final List<Section> sections = new ArrayList<>();
    private final Environment environment;
    private final ConfigFiles files;
    private final Spot beginning;
    private final Stanzas stanzas;

    Reading(List<Path> paths, Map<String, String> environment) {
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

    Mistakes mistakes() {
        return mistakes;
    }

    Environment environment() {
        return environment;
    }

    /** Whether everything could be read, so that what is not there is missing. */
    boolean complete() {
        return files.complete();
    }

    /** The beginning of the first file. */
    Spot beginning() {
        return beginning;
    }

    void notice(String text) {
        notices.add(text);
    }

    List<String> notices() {
        return List.copyOf(notices);
    }

    /** Tells all that nobody asked for; to be called when everything has been asked for. */
    void tellUnknown() {
        for (Section section : sections) {
            section.unknown()
                    .forEach(setting -> mistakes.add(setting.spot(), setting.shown(), verdict(section, setting)));
        }
        environment.tellUnknown(mistakes);
    }

    private String verdict(Section section, Setting setting) {
        String key = setting.shown();
        return Known.elsewhere(key)
                .or(() -> sections.stream()
                        .filter(other -> other.keys().contains(key))
                        .findFirst()
                        .map(other -> "unknown here, it belongs into " + other.head()))
                .orElseGet(() -> "unknown key" + Nearest.hint(key, new TreeSet<>(section.keys())));
    }
}
