package io.portcullis.hcl;

/** The text does not go on as it must: where, and why. */
final class Malformed extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Place place;

    Malformed(Place place, String reason) {
        super(reason, null, false, false);
        this.place = place;
    }

    Place place() {
        return place;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
