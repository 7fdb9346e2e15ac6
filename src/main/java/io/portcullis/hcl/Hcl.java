package io.portcullis.hcl;

import io.portcullis.fault.Fault;
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
        return isJson(text) ? Labels.outOf(JsonGrammar.read(text)) : HclGrammar.read(text);
    }

    private static boolean isJson(String text) {
        int start = 0;
        while (start < text.length() && " \t\r\n".indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        return text.startsWith("{", start);
    }
}
