package io.portcullis.http;

import io.portcullis.flow.Loop;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What a handler answers when nothing went wrong. */
public sealed interface Answer {

    /** 204 without a body; warnings are not told. */
    record NoContent() implements Answer {}

    /** 202 without a body: what was asked for is as good as done. */
    record Accepted() implements Answer {}

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

    /** 202 with {@code data} null: begun, and going on after the answer. */
    record Begun(List<String> warnings) implements Answer {}

    /**
     * 200 with {@code data.keys}; when there are none 404 or, if there is something to warn of, 200 with empty {@code data}.
     *
     * @param keys in the order in which they are listed
     * @param keyToInfo {@code data.key_info}: what is told of each key, left out when it is empty
     * @param alias another name under which the keys stand too, then both in {@code data} and at the top level; empty for none
     * @param warnings what to tell besides, before those on the parameters
     */
    record Keys(List<String> keys, Map<String, JsonFields> keyToInfo, String alias, List<String> warnings)
            implements Answer {

        /** These without the keys that somebody may not see. */
        public Keys only(Predicate<String> shown) {
            Map<String, JsonFields> infoOfShown = new LinkedHashMap<>(keyToInfo);
            infoOfShown.keySet().removeIf(shown.negate());
            return new Keys(keys.stream().filter(shown).toList(), infoOfShown, alias, warnings);
        }
    }

    /** 200 with {@code data.keys}, written page by page; 404 when there are none. */
    record KeyPages(Pages<String> pages) implements Answer {

        /** These without the keys that somebody may not see. */
        public KeyPages only(Predicate<String> shown) {
            return new KeyPages(() -> onlyShown(shown));
        }

        /** A page of which nothing is left would be the end: the next one that has something, or is the end. */
        private Future<List<String>> onlyShown(Predicate<String> shown) {
            List<String> left = new ArrayList<>();
            return Loop.whileTrue(() -> pages.next().map(page -> {
                        page.stream().filter(shown).forEach(left::add);
                        return left.isEmpty() && !page.isEmpty();
                    }))
                    .map(done -> left);
        }
    }

    /**
     * 200 with {@code data} that does not stand in memory as a whole. What fails before the first page is an answer like any other failure; later
     * the answer is cut off.
     *
     * @param parts the fields of {@code data}, begun and ended where the writer pleases
     */
    record DataPages(Pages<JsonPart> parts) implements Answer {}

    /** 204. */
    static Answer noContent() {
        return new NoContent();
    }

    /** 200 with these warnings; 204 when there are none. */
    static Answer told(List<String> warnings) {
        return warnings.isEmpty() ? noContent() : new Done(warnings);
    }

    /** 202. */
    static Answer accepted() {
        return new Accepted();
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
