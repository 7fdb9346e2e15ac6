package io.portcullis.field;

import java.util.List;

/** The values, in order, of a query parameter that was given more than once. */
public record Repeated(List<String> values) {

    /** Copies the list. */
    public Repeated {
        values = List.copyOf(values);
    }
}
