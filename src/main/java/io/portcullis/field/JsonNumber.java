package io.portcullis.field;

/** A number of a JSON body, kept as it was written: no digit is lost, and no size is computed before a type asks for it. */
public record JsonNumber(String text) {

    @Override
    public String toString() {
        return text;
    }
}
