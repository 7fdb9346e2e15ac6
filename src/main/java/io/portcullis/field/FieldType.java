package io.portcullis.field;

import org.jspecify.annotations.Nullable;

/** How the value of a parameter is read. A value that does not fit is a 400 that says why. */
public enum FieldType {
    /** A string; a number counts as its text, a boolean as {@code 1} or {@code 0}, null as the empty string. */
    TEXT((name, raw) -> Scalars.text(raw)),
    /** A boolean, or its text ({@code 1 t T true TRUE True} and their opposites); empty and null are false. */
    BOOL((name, raw) -> Scalars.bool(raw)),
    /** A whole number of 64 bits, or its text in any base that Go reads; a boolean is 1 or 0, empty and null are 0. */
    INT((name, raw) -> Scalars.integer(raw)),
    /** Seconds, or a text like {@code 1h30m} or {@code 2d}, cut to whole seconds; empty is 0, null is as good as absent. */
    DURATION((name, raw) -> Scalars.duration(raw)),
    /** A time as {@link GoTime} reads it, as text or a number of seconds; null is as good as absent. */
    TIME((name, raw) -> Scalars.time(raw)),
    /** An array of strings, or one string that is split at its commas; items are trimmed, null is an empty list. */
    COMMA_LIST((name, raw) -> Containers.commaList(raw)),
    /** An array of strings, or one string that is its only item; items are trimmed, empty and null are an empty list. */
    LIST((name, raw) -> Containers.list(raw)),
    /** An object, or an array of objects that are merged; null is an empty map. */
    MAP((name, raw) -> Containers.map("", raw)),
    /** An object of strings, or an array of {@code key=value}; null is an empty map. */
    PAIRS(Containers::pairs),
    /** As {@link #TEXT}, but read past every string, and in no error sentence; null is present, with no bytes. */
    SECRET((name, raw) -> Scalars.secret(raw));

    private interface Conversion {
        @Nullable
        Object convert(String name, @Nullable Object raw);
    }

    private final Conversion conversion;

    FieldType(Conversion conversion) {
        this.conversion = conversion;
    }

    /** The typed value, null when the raw one is as good as absent; throws a {@code Fault} of 400 with the bare detail. */
    @Nullable
    Object convert(String name, @Nullable Object raw) {
        return conversion.convert(name, raw);
    }
}
