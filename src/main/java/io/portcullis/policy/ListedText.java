package io.portcullis.policy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A listed text of a parameter rule: a {@code *} at its beginning or its end stands for anything there; alone it is itself.
 *
 * @param text what stands between
 */
record ListedText(String text, boolean anyBefore, boolean anyBehind) {

    /** As it is listed. */
    static ListedText of(String listed) {
        if (listed.length() < 2) {
            return new ListedText(listed, false, false);
        }
        boolean before = listed.startsWith("*");
        boolean behind = listed.endsWith("*");
        return new ListedText(listed.substring(before ? 1 : 0, listed.length() - (behind ? 1 : 0)), before, behind);
    }

    /** Whether it stands for the text. */
    boolean matches(String value) {
        if (anyBefore && anyBehind) {
            return value.contains(text);
        }
        return anyBefore ? value.endsWith(text) : anyBehind ? value.startsWith(text) : value.equals(text);
    }

    /** Whether it stands for the text with this UTF-8; keeps and copies nothing of it. */
    boolean matches(byte[] value) {
        byte[] part = text.getBytes(StandardCharsets.UTF_8);
        int rest = value.length - part.length;
        int first = anyBefore && !anyBehind ? rest : 0;
        int last = anyBehind && !anyBefore ? 0 : rest;
        if (rest < 0 || !anyBefore && !anyBehind && rest > 0) {
            return false;
        }
        for (int start = first; start <= last; start++) {
            if (Arrays.equals(value, start, start + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }
}
