package io.portcullis.openapi;

import io.portcullis.http.Endpoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The pattern of an endpoint as templates of OpenAPI, one for each form that its optional parts give it: {@code {name}} stands for a
 * captured part. It knows plain characters, groups, alternatives and {@code ?}; what a named group holds may be any pattern.
 */
final class PathTemplates {

    private static final String META = ".+*[]{}^$\\";

    private final String pattern;
    private final Map<String, String> groupToName;
    private int next;

    private PathTemplates(String pattern, Map<String, String> groupToName) {
        this.pattern = pattern;
        this.groupToName = groupToName;
    }

    /**
     * The templates of an endpoint, below its mount; without the slash that may follow.
     *
     * @throws IllegalArgumentException where templates cannot say what the pattern says
     */
    static List<String> of(Endpoint endpoint) {
        String pattern = endpoint.toString().replaceFirst("/\\?$", "");
        PathTemplates reading = new PathTemplates(pattern, groupToName(endpoint));
        List<String> found = reading.alternatives();
        if (reading.next < pattern.length()) {
            throw reading.unreadable();
        }
        return found.stream().distinct().toList();
    }

    /** The pattern as clients know patterns: with anchors, groups as Go writes them, and the names of fields. */
    static String shown(Endpoint endpoint) {
        String text = endpoint.toString();
        for (Map.Entry<String, String> each : groupToName(endpoint).entrySet()) {
            text = text.replace("(?<" + each.getKey() + ">", "(?P<" + each.getValue() + ">");
        }
        return "^" + text + "$";
    }

    private static Map<String, String> groupToName(Endpoint endpoint) {
        Map<String, String> groupToName = new LinkedHashMap<>();
        endpoint.captureNames().forEach(name -> groupToName.put(name.replace("_", ""), name));
        return groupToName;
    }

    private List<String> alternatives() {
        List<String> found = new ArrayList<>(sequence());
        while (take("|")) {
            found.addAll(sequence());
        }
        return found;
    }

    private List<String> sequence() {
        List<String> found = List.of("");
        while (next < pattern.length() && pattern.charAt(next) != '|' && pattern.charAt(next) != ')') {
            List<String> ends = piece();
            found = found.stream()
                    .flatMap(start -> ends.stream().map(end -> start + end))
                    .toList();
        }
        return found;
    }

    private List<String> piece() {
        List<String> found;
        if (take("(?<")) {
            found = capture();
        } else if (take("(?:") || take("(")) {
            found = alternatives();
            require(")");
        } else {
            found = List.of(literal());
        }
        return take("?") ? withNothing(found) : found;
    }

    private List<String> capture() {
        int start = pattern.indexOf('>', next) + 1;
        String name = groupToName.get(pattern.substring(next, start - 1));
        int end = endOfGroup(start);
        if (name == null) {
            throw unreadable();
        }
        next = end + 1;
        String content = pattern.substring(start, end);
        if (content.isEmpty()) {
            return List.of("");
        }
        List<String> found = List.of("{" + name + "}");
        return Pattern.matches(content, "") ? withNothing(found) : found;
    }

    private static List<String> withNothing(List<String> found) {
        List<String> all = new ArrayList<>(List.of(""));
        all.addAll(found);
        return all;
    }

    private int endOfGroup(int start) {
        int depth = 1;
        for (int i = start; i < pattern.length(); i++) {
            char character = pattern.charAt(i);
            depth += character == '(' ? 1 : character == ')' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        throw unreadable();
    }

    private String literal() {
        char character = pattern.charAt(next);
        if (META.indexOf(character) >= 0) {
            throw unreadable();
        }
        next++;
        return String.valueOf(character);
    }

    private boolean take(String expected) {
        boolean found = pattern.startsWith(expected, next);
        next += found ? expected.length() : 0;
        return found;
    }

    private void require(String expected) {
        if (!take(expected)) {
            throw unreadable();
        }
    }

    private IllegalArgumentException unreadable() {
        return new IllegalArgumentException("no template says what this pattern does at " + next + ": " + pattern);
    }
}
