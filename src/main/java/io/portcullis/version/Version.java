package io.portcullis.version;

import java.util.Optional;

/** The product's version and that of the API that it speaks. */
public final class Version {

    /** The release of OpenBao that we are checked against. */
    public static final String API = "2.7.2";

    private Version() {}

    /** Our own version, from the manifest of the jar; {@code 0.0.0-dev} outside a jar. */
    public static String product() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("0.0.0-dev");
    }

    /** When it was built, as RFC 3339; from the manifest of the jar, and so the same for every build of one commit. */
    public static String buildDate() {
        return Optional.ofNullable(Version.class.getPackage().getSpecificationVersion())
                .orElse("1970-01-01T00:00:00Z");
    }

    /** What {@code version} says on the wire: parses as a semantic version and passes the gates of clients. */
    public static String wire() {
        return API + "+portcullis." + product();
    }
}
