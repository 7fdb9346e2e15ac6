package io.portcullis.config;

import io.portcullis.hcl.Hcl;
import io.portcullis.hcl.HclItem;
import io.portcullis.hcl.HclReading;
import io.portcullis.hcl.Place;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files of the configuration, read as the language that they are in. */
final class ConfigFiles {

    private final Mistakes mistakes;
    private final List<Parsed> files = new ArrayList<>();
    private boolean complete = true;

    private ConfigFiles(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    /**
     * A file whose text was read.
     *
     * @param rank its position among all files
     */
    record Parsed(int rank, String name, List<HclItem> items) {

        Spot at(Place place) {
            return new Spot(rank, name, place);
        }
    }

    /** The files at these paths; of a folder, all {@code *.hcl} and {@code *.json} in the order of their names. */
    static ConfigFiles read(List<Path> paths, Mistakes mistakes) {
        ConfigFiles files = new ConfigFiles(mistakes);
        paths.forEach(files::readAny);
        return files;
    }

    /** All files that could be read. */
    List<Parsed> files() {
        return List.copyOf(files);
    }

    /** Whether everything could be read, so that what is not there is missing. */
    boolean complete() {
        return complete;
    }

    private void readAny(Path path) {
        if (!Files.isDirectory(path)) {
            readFile(path);
            return;
        }
        List<Path> inside = inside(path);
        if (inside.isEmpty()) {
            fail(path, "no *.hcl or *.json file is in this folder");
        }
        inside.forEach(this::readFile);
    }

    private List<Path> inside(Path folder) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "[!.]*.{hcl,json}")) {
            entries.forEach(found::add);
        } catch (IOException unreadable) {
            fail(folder, reason(unreadable));
        }
        found.sort(null);
        return found;
    }

    private void readFile(Path path) {
        try {
            HclReading reading = Hcl.read(Files.readString(path));
            Parsed file = new Parsed(files.size(), path.toString(), reading.items());
            reading.mistakes().forEach(each -> tell(file, each));
            files.add(file);
        } catch (IOException unreadable) {
            fail(path, reason(unreadable));
        }
    }

    private void tell(Parsed file, HclReading.Mistake mistake) {
        boolean isValue = !mistake.key().isEmpty();
        complete &= isValue;
        mistakes.add(
                file.at(mistake.place()),
                isValue ? mistake.key() : "syntax",
                mistake.reason() + (isValue ? " (a text stands in double quotes)" : ""));
    }

    private void fail(Path path, String reason) {
        complete = false;
        mistakes.add(new Spot(files.size(), path.toString(), new Place(1, 1)), "file", reason);
    }

    /** What keeps us from reading a file, in words. */
    static String reason(IOException unreadable) {
        if (unreadable instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (unreadable instanceof AccessDeniedException) {
            return "this process may not read it";
        }
        return unreadable instanceof CharacterCodingException ? "not UTF-8" : "it cannot be read";
    }
}
