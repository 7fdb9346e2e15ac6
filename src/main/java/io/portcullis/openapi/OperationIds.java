package io.portcullis.openapi;

import io.portcullis.http.Endpoints;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What operations are called. Generated clients call their methods by it, so what the reference has too has the name that it has
 * there: by {@code operation-ids.txt}. All others are made from what is done and the path.
 */
final class OperationIds {

    /** {@code family verb template} to id, with the verb of HTTP. */
    static final Map<String, String> KNOWN = known();

    private OperationIds() {}

    /**
     * The id of an operation: letters, digits and hyphens.
     *
     * @param verb of HTTP, in small letters
     * @param deed what that does there
     */
    static String of(String family, String verb, String deed, String template) {
        String id = KNOWN.get(family + " " + verb + " " + template);
        return id != null ? id : prefix(family) + deed + "-" + words(template);
    }

    private static String prefix(String family) {
        return family.equals(Endpoints.SYS) ? "" : family + "-";
    }

    /** A text as words with hyphens between them. */
    static String words(String text) {
        return text.replaceAll("[^0-9A-Za-z]+", "-").replaceAll("^-|-$", "");
    }

    /** The same in one word, each part with a capital. */
    static String joined(String words) {
        StringBuilder text = new StringBuilder();
        for (String word : words.split("-")) {
            text.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        return text.toString();
    }

    private static Map<String, String> known() {
        InputStream file = Objects.requireNonNull(OperationIds.class.getResourceAsStream("operation-ids.txt"));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            Map<String, String> known = new HashMap<>();
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                int last = line.lastIndexOf(' ');
                known.put(line.substring(0, last), line.substring(last + 1));
            });
            return Map.copyOf(known);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
