package io.portcullis.hcl;

import io.portcullis.fault.Fault;
import java.util.ArrayList;
import java.util.List;

/** The configuration language: its version 1, or JSON when the text begins with a brace. Both forms give the same tree. */
public final class Hcl {

    private static final int MOST_CHARACTERS = 1 << 20;

    private Hcl() {}

    /**
     * The items at the top of the text. In the JSON form, an object of objects stands for blocks with labels and an array of
     * objects for repeated keys: {@code {"path":{"a":{…},"b":{…}}}} is {@code path "a" {…} path "b" {…}}.
     *
     * @throws Fault 400 with place and reason: {@code At 1:12: …}, in the JSON form {@code 1:5: …}; also for a text of more
     *     than a million characters, more than 100,000 values or a depth of more than 32
     */
    public static List<HclItem> parse(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw Fault.badRequest("text of more than " + MOST_CHARACTERS + " characters");
        }
        boolean json = isJson(text);
        try {
            return json ? Labels.outOf(JsonGrammar.read(text)) : HclGrammar.read(text);
        } catch (Malformed malformed) {
            throw Fault.badRequest((json ? "" : "At ") + malformed.place() + ": " + malformed.reason());
        }
    }

    /**
     * As much of the text as can be read, for whoever wants to tell all mistakes at once: after a mistake reading goes on with the
     * next line, of JSON not at all. What JSON nests stays nested.
     */
    public static HclReading read(String text) {
        List<HclReading.Mistake> mistakes = new ArrayList<>();
        if (text.length() > MOST_CHARACTERS) {
            return new HclReading(
                    List.of(),
                    List.of(new HclReading.Mistake(
                            new Place(1, 1), "", "more than " + MOST_CHARACTERS + " characters")));
        }
        List<HclItem> items = new ArrayList<>();
        try {
            items.addAll(isJson(text) ? JsonGrammar.read(text) : HclGrammar.read(text, mistakes));
        } catch (Malformed malformed) {
            mistakes.add(new HclReading.Mistake(malformed.place(), "", malformed.reason()));
        }
        return new HclReading(items, mistakes);
    }

    private static boolean isJson(String text) {
        int start = 0;
        while (start < text.length() && " \t\r\n".indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        return text.startsWith("{", start);
    }
}
