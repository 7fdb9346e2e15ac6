package io.portcullis.field;

/**
 * One parameter that an endpoint declares.
 *
 * @param name on the wire
 * @param type how its value is read
 * @param description what it says, for people: a sentence, or nothing
 * @param deprecated whether another has taken its place
 */
public record Field(String name, FieldType type, String description, boolean deprecated) {

    public Field {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a field needs a name");
        }
    }

    /** A field that needs no words. */
    public Field(String name, FieldType type) {
        this(name, type, "");
    }

    /** A field, and what it says. */
    public Field(String name, FieldType type, String description) {
        this(name, type, description, false);
    }

    /** The older name of a field. */
    public static Field older(String name, FieldType type, String newer) {
        return new Field(name, type, "The older name of " + newer + ", which wins where both are given.", true);
    }
}
