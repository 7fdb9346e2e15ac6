package io.portcullis.field;

import java.util.List;

/** The values of a query parameter that was given more than once. */
record Repeated(List<String> values) {

    Repeated {
        values = List.copyOf(values);
    }
}
