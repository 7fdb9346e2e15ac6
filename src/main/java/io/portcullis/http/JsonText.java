package io.portcullis.http;

import java.util.HexFormat;

/** Strings as Go's encoder writes them in JSON: {@code <}, {@code >}, {@code &}, U+2028 and U+2029 are escaped too. */
final class JsonText {

    private JsonText() {}

    /** Appends the text, quoted; a lone surrogate becomes U+FFFD. */
    static void quote(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> json.append('\\').append(c);
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                case '\b' -> json.append("\\b");
                case '\f' -> json.append("\\f");
                case '<', '>', '&', '\u2028', '\u2029' -> escape(json, c);
                default -> {
                    if (c < ' ') {
                        escape(json, c);
                    } else if (!Character.isSurrogate(c)) {
                        json.append(c);
                    } else if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
                        json.append(c).append(text.charAt(++i));
                    } else {
                        escape(json, '\ufffd');
                    }
                }
            }
        }
        json.append('"');
    }

    private static void escape(StringBuilder json, char c) {
        json.append("\\u").append(HexFormat.of().toHexDigits(c));
    }
}
