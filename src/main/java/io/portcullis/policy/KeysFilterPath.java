package io.portcullis.policy;

import io.portcullis.fault.Fault;

/** PLACEHOLDER: text with {@code {{ .path }}} and {@code {{ .key }}} in it; the one that comes with the parser replaces this file. */
record KeysFilterPath(String text) {

    /** The template of this text. */
    static KeysFilterPath parse(String text) {
        String rest = text.replace("{{ .path }}", "").replace("{{ .key }}", "");
        if (rest.contains("{{")) {
            throw Fault.badRequest("unknown template");
        }
        return new KeysFilterPath(text);
    }

    /** The path that decides about a key. */
    String of(String path, String key) {
        return text.replace("{{ .path }}", path).replace("{{ .key }}", key);
    }
}
