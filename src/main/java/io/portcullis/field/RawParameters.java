package io.portcullis.field;

import io.portcullis.fault.Fault;
import io.portcullis.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one request as they came, in order: strings, {@link JsonNumber}s, booleans, null, lists and maps, and
 * {@link SecretBytes} for the names that were asked for as secrets.
 *
 * <p>Whoever read them closes them, which wipes the secrets. What was read from is the caller's to wipe. No fault thrown here
 * has anything of the input in its sentence, and none has a cause.
 */
public final class RawParameters implements AutoCloseable {

    private static final Set<String> OPERATION_FLAGS = Set.of("list", "scan");
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";

    /** A form's media type; with parameters that are none it is no type, and the body JSON as without one. */
    private static final Pattern FORM = Pattern.compile(
            "\\s*+application/x-www-form-urlencoded\\s*+(?:;\\s*+" + TOKEN + "\\s*+=\\s*+(?:" + TOKEN
                    + "|\"[^\"\\\\]*+\")\\s*+)*+(?:;\\s*+)?",
            Pattern.CASE_INSENSITIVE);

    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    private RawParameters() {}

    /** No parameters at all. */
    public static RawParameters none() {
        return new RawParameters();
    }

    /** The members of an object that was a parameter itself. */
    public static RawParameters of(Map<String, @Nullable Object> members) {
        var parameters = new RawParameters();
        parameters.values.putAll(members);
        return parameters;
    }

    /**
     * The members of a JSON object; an empty or blank body and {@code null} hold none. Members named in {@code secretNames} are
     * never made into strings. Strict UTF-8, no lone surrogates, no key twice; after the first value another may follow, which
     * is not looked at.
     *
     * @throws Fault 400 {@code failed to decode JSON input: ...} or {@code refused JSON input due to high complexity: ...}
     */
    public static RawParameters json(byte[] body, Set<String> secretNames, JsonLimits limits) {
        var parameters = new RawParameters();
        return parameters.filled(() -> JsonBody.read(body, secretNames, limits, parameters.values));
    }

    /**
     * The pairs of a body of type {@code application/x-www-form-urlencoded}; values of a name that is given again are joined
     * with a comma.
     *
     * @throws Fault 400 {@code error parsing form data}
     */
    public static RawParameters form(byte[] body, Set<String> secretNames) {
        var parameters = new RawParameters();
        Supplier<Fault> malformed = () -> Fault.badRequest("error parsing form data");
        return parameters.filled(() -> UrlEncoded.read(body, malformed, (name, value) -> {
            if (secretNames.contains(name)) {
                parameters.joinSecret(name, SecretBytes.takeOver(value));
            } else {
                parameters.values.merge(name, text(value), (before, next) -> before + "," + next);
            }
        }));
    }

    /**
     * The parameters of a POST or PUT: JSON whatever the type says, but for a form whose first byte that is not blank is neither
     * <code>{</code> nor {@code [}.
     *
     * @param contentType the header's value, empty when there is none
     * @throws Fault as {@link #json} under {@link JsonLimits#STANDARD}, or {@link #form}
     */
    public static RawParameters body(byte[] body, String contentType, Set<String> secretNames) {
        return isForm(contentType) && !beginsLikeJson(body)
                ? form(body, secretNames)
                : json(body, secretNames, JsonLimits.STANDARD);
    }

    /**
     * The parameters of a GET; one that is given again has the list of its values. {@code list} and {@code scan} are left out where
     * they say what is wanted: where they are false they are parameters like any other.
     *
     * @param query what follows the question mark, still encoded; empty when there is none
     * @throws Fault 400 {@code error parsing query parameters}
     */
    public static RawParameters query(String query) {
        RawParameters parameters = wholeQuery(query);
        parameters.values.keySet().removeIf(name -> OPERATION_FLAGS.contains(name) && queryFlag(query, name));
        return parameters;
    }

    /** As {@link #query}, the flags included: beside a verb that says what is wanted they are parameters like any other. */
    public static RawParameters wholeQuery(String query) {
        var parameters = new RawParameters();
        readQuery(query, (name, value) -> parameters.values.merge(name, text(value), RawParameters::repeated));
        return parameters;
    }

    /** Whether the query has a parameter of this name that is not empty; the first of several counts. */
    public static boolean hasText(String query, String name) {
        return first(query, name).filter(text -> !text.isEmpty()).isPresent();
    }

    /**
     * A flag of the query that decides on the operation: {@code list}, {@code scan}. The first of several counts,
     * an empty one is as good as absent.
     *
     * @throws Fault 400 without a sentence when the value is no boolean; as {@link #query} when the query cannot be read
     */
    public static boolean queryFlag(String query, String flag) {
        return first(query, flag)
                .filter(text -> !text.isEmpty())
                .map(text -> GoBoolean.parse(text).orElseThrow(() -> Fault.silent(400)))
                .orElse(false);
    }

    private static Optional<String> first(String query, String wanted) {
        var given = new ArrayList<String>(1);
        readQuery(query, (name, value) -> {
            if (name.equals(wanted)) {
                given.add(text(value));
            }
        });
        return given.stream().findFirst();
    }

    /** The names, in order. */
    public Set<String> names() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /** Whether a parameter was sent as {@code null}, where that is not the same as not sending it. */
    public boolean isNull(String name) {
        return values.containsKey(name) && values.get(name) == null;
    }

    /** Whether a parameter was sent as anything but one string: a number, null, an array, twice in the query. */
    public boolean isOtherThanText(String name) {
        return values.containsKey(name) && !(values.get(name) instanceof String);
    }

    /** Whether a parameter is a string, as far as it was sent and is not null. */
    public boolean isTextIfGiven(String name) {
        Object value = values.get(name);
        return value == null || value instanceof String;
    }

    /** Whether a parameter was sent, be it as {@code null}. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /**
     * What was sent: a string, a {@link JsonNumber}, a boolean, a list, a map, {@link Repeated} or a {@link SecretBytes}, which stays
     * theirs to wipe; null when it is null or was not sent.
     */
    public @Nullable Object value(String name) {
        return values.get(name);
    }

    /** These with one set, or replaced, which shares the others with these. */
    public RawParameters with(String name, String value) {
        var parameters = new RawParameters();
        parameters.values.putAll(values);
        parameters.values.put(name, value);
        return parameters;
    }

    /** These, and those of others that these lack or have as an empty text; they share their values. */
    public RawParameters over(RawParameters others) {
        var parameters = new RawParameters();
        parameters.values.putAll(others.values);
        values.forEach((name, value) -> {
            if (!"".equals(value) || !others.has(name)) {
                parameters.values.put(name, value);
            }
        });
        return parameters;
    }

    /** Wipes the secrets; calling it again does nothing. */
    @Override
    public void close() {
        values.values().forEach(value -> {
            if (value instanceof SecretBytes secret) {
                secret.close();
            }
        });
    }

    /** These, filled by the reader; what it has left behind when it fails is wiped. */
    private RawParameters filled(Runnable reader) {
        try {
            reader.run();
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void joinSecret(String name, SecretBytes next) {
        Object before = values.put(name, next);
        if (before instanceof SecretBytes first) {
            try (first;
                    next) {
                values.put(name, first.read(left -> next.read(right -> SecretBytes.takeOver(joined(left, right)))));
            }
        }
    }

    private static byte[] joined(byte[] left, byte[] right) {
        byte[] joined = new byte[left.length + 1 + right.length];
        System.arraycopy(left, 0, joined, 0, left.length);
        joined[left.length] = ',';
        System.arraycopy(right, 0, joined, left.length + 1, right.length);
        return joined;
    }

    private static void readQuery(String query, UrlEncoded.Pairs pairs) {
        if (!query.isEmpty()) {
            Supplier<Fault> malformed = () -> Fault.badRequest("error parsing query parameters");
            UrlEncoded.read(query.getBytes(StandardCharsets.UTF_8), malformed, pairs);
        }
    }

    private static Object repeated(Object before, Object next) {
        var all =
                new ArrayList<String>(before instanceof Repeated earlier ? earlier.values() : List.of((String) before));
        all.add((String) next);
        return new Repeated(all);
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }

    private static boolean isForm(String contentType) {
        return FORM.matcher(contentType).matches();
    }

    private static boolean beginsLikeJson(byte[] body) {
        int i = 0;
        while (i < body.length && " \t\r\n".indexOf(body[i]) >= 0) {
            i++;
        }
        return i < body.length && (body[i] == '{' || body[i] == '[');
    }
}
