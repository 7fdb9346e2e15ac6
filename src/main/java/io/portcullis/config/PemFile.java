package io.portcullis.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;

/** What a file in the form PEM must hold. */
enum PemFile {
    CERTIFICATE("-----BEGIN CERTIFICATE-----", "certificate"),
    KEY("PRIVATE KEY-----", "private key");

    private final String mark;
    private final String name;

    PemFile(String mark, String name) {
        this.mark = mark;
        this.name = name;
    }

    /** As {@link #at(Section, String)}; where it is not used, whatever the file is is good. */
    Optional<String> at(Section section, String key, boolean used) {
        return used ? at(section, key) : section.text(key);
    }

    /** The name of the file that a key gives; empty if it gives none, or none that could be used. */
    Optional<String> at(Section section, String key) {
        return section.text(key).filter(file -> isGood(section, key, SecretSource.file(file)));
    }

    private boolean isGood(Section section, String key, SecretSource source) {
        if (source instanceof SecretSource.Failed failed) {
            section.wrong(key, failed.reason());
            return false;
        }
        SecretSource.Found found = (SecretSource.Found) source;
        String text = found.secret().read(bytes -> new String(bytes, ISO_8859_1));
        found.secret().close();
        if (!text.contains(mark)) {
            section.wrong(key, "the file holds no " + name + " in the form PEM");
            return false;
        }
        if (text.contains("ENCRYPTED PRIVATE KEY-----") || text.contains("Proc-Type: 4,ENCRYPTED")) {
            section.wrong(key, "the private key is encrypted, and there is no way to give its password");
            return false;
        }
        if (this == KEY) {
            section.noticeExposed(key, found);
        }
        return true;
    }
}
