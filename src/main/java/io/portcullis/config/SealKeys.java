package io.portcullis.config;

import io.portcullis.secret.SecretBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The stanza {@code seal "static"}. A key that is not there, or that is none, keeps nothing from starting: the node is sealed.
 *
 * @param current 32 bytes; empty if they could not be had
 * @param previous 32 bytes of the key before it; empty if there is none, or it could not be had
 * @param problems why a key that was configured is not there, for the log
 */
public record SealKeys(Optional<SecretBytes> current, Optional<SecretBytes> previous, List<String> problems) {

    private static final String NO_KEY = "it holds no key: 32 bytes, as they are, in hexadecimal or in base64";

    public SealKeys {
        problems = List.copyOf(problems);
    }

    static SealKeys read(Section section) {
        List<String> problems = new ArrayList<>();
        Optional<String> currentId = section.text("current_key_id");
        Optional<String> previousId = section.text("previous_key_id");
        if (currentId.isPresent() && currentId.equals(previousId)) {
            section.wrong("previous_key_id", "it is the id of the current key");
        }
        Optional<SecretBytes> current = key(section, "current_key", problems);
        Optional<SecretBytes> previous = key(section, "previous_key", problems);
        if (!section.has("current_key") && !section.has("current_key_file")) {
            section.missing("current_key_file", "the file with the key that opens the keyring");
        }
        return new SealKeys(current, previous, problems);
    }

    private static Optional<SecretBytes> key(Section section, String key, List<String> problems) {
        String fileKey = key + "_file";
        Optional<String> file = section.text(fileKey);
        Optional<String> source = section.text(key);
        if (file.isPresent()) {
            return inFile(section, fileKey, file.get(), problems);
        }
        if (source.isEmpty()) {
            return Optional.empty();
        }
        String text = source.get();
        if (text.startsWith("file://")) {
            return inFile(section, key, text.substring("file://".length()), problems);
        }
        return text.startsWith("env://")
                ? inVariable(section, key, text.substring("env://".length()), problems)
                : literal(section, key, text);
    }

    private static Optional<SecretBytes> inFile(Section section, String key, String name, List<String> problems) {
        SecretSource source = SecretSource.file(name);
        if (source instanceof SecretSource.Found found) {
            section.noticeExposed(key, found);
            Optional<SecretBytes> decoded = SealKeyText.decode(found.secret());
            return decoded.or(() -> without(section, key, NO_KEY, problems));
        }
        return without(section, key, ((SecretSource.Failed) source).reason(), problems);
    }

    private static Optional<SecretBytes> inVariable(
            Section section, String key, String variable, List<String> problems) {
        return section.reading()
                .environment()
                .claim(variable)
                .flatMap(SealKeyText::decode)
                .or(() -> without(section, key, "the variable " + NO_KEY.replace("it holds", "holds"), problems));
    }

    private static Optional<SecretBytes> literal(Section section, String key, String text) {
        Optional<SecretBytes> decoded = SealKeyText.decode(text);
        if (decoded.isEmpty()) {
            section.wrong(key, "expected file://PATH, env://NAME, or 32 bytes in hexadecimal or base64");
        }
        return decoded;
    }

    private static Optional<SecretBytes> without(Section section, String key, String why, List<String> problems) {
        problems.add(section.head() + ": " + key + ": " + why);
        return Optional.empty();
    }

    /** Tells whether there are keys, nothing of them. */
    @Override
    public String toString() {
        return "SealKeys[" + current.isPresent() + ", " + previous.isPresent() + "]";
    }
}
