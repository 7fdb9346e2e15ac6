package io.portcullis.clients;

/** The server refused a call, as its client reports it. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;

    Refused(int status, String text) {
        super(status + " " + text);
        this.status = status;
    }

    /** The HTTP status. */
    int status() {
        return status;
    }
}
