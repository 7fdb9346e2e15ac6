package io.portcullis.http;

import java.util.List;
import java.util.Map;

/** What a handler answers when nothing went wrong. */
public sealed interface Answer {

    /** 204 without a body; warnings are not told. */
    record NoContent() implements Answer {}

    /** 404 with {@code {"errors":[]}}: a read or a listing that found nothing. */
    record NotFound() implements Answer {}

    /**
     * 200 with {@code data}.
     *
     * @param fields of {@code data}, in alphabetical order
     * @param repeated whether they stand at the top level too, as on some older paths
     * @param warnings what to tell besides, before those on the parameters
     */
    record Data(JsonFields fields, boolean repeated, List<String> warnings) implements Answer {}

    /**
     * 200 with {@code auth}: a token was handed out or prolonged.
     *
     * @param fields of {@code auth}
     * @param warnings what to tell besides, before those on the parameters
     */
    record Auth(JsonFields fields, List<String> warnings) implements Answer {}

    /** 200 with an object that is no envelope. */
    record Bare(JsonFields fields) implements Answer {}

    /** 200 with {@code data} null: done, and worth more than a 204, which tells no warnings. */
    record Done(List<String> warnings) implements Answer {}

    /**
     * 200 with {@code data.keys}; when there are none 404 or, if there is something to warn of, 200 with empty {@code data}.
     *
     * @param keys in the order in which they are listed
     * @param keyToInfo {@code data.key_info}: what is told of each key, left out when it is empty
     * @param alias another name under which the keys stand too, then both in {@code data} and at the top level; empty for none
     * @param warnings what to tell besides, before those on the parameters
     */
    record Keys(List<String> keys, Map<String, JsonFields> keyToInfo, String alias, List<String> warnings)
            implements Answer {}

    /** 200 with {@code data.keys}, written page by page; 404 when there are none. */
    record KeyPages(Pages<String> pages) implements Answer {}

    /** 204. */
    static Answer noContent() {
        return new NoContent();
    }

    /** 404. */
    static Answer notFound() {
        return new NotFound();
    }

    /** 200 with these fields of {@code data}. */
    static Answer data(JsonFields fields) {
        return new Data(fields, false, List.of());
    }

    /** 200 with these fields, in {@code data} and at the top level. */
    static Answer repeatedData(JsonFields fields) {
        return new Data(fields, true, List.of());
    }

    /** 200 with {@code data.keys}; see {@link Keys}. */
    static Answer keys(List<String> keys) {
        return new Keys(keys, Map.of(), "", List.of());
    }
}
