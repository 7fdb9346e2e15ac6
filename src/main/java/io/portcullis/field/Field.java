package io.portcullis.field;

/** One parameter that an endpoint declares: its name on the wire and how its value is read. */
public record Field(String name, FieldType type) {

    public Field {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a field needs a name");
        }
    }
}
