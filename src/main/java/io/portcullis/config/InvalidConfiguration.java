package io.portcullis.config;

import java.util.List;

/** A configuration that no server can be started with; its message holds all mistakes, a line each. */
public final class InvalidConfiguration extends Exception {

    private static final long serialVersionUID = 1;

    InvalidConfiguration(List<String> mistakes) {
        super(String.join(System.lineSeparator(), mistakes), null, false, false);
    }
}
