package io.portcullis.field;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.portcullis.fault.Fault;
import io.portcullis.secret.SecretBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a JSON body into raw parameters. Its faults have fixed sentences: nothing of the body is in them. */
final class JsonBody {

    private final JsonParser parser;
    private final Set<String> secretNames;
    private int stringsLeft;

    private JsonBody(JsonParser parser, Set<String> secretNames, int strings) {
        this.parser = parser;
        this.secretNames = secretNames;
        this.stringsLeft = strings;
    }

    /** Puts the members of the body's object into {@code parameters}; on a fault some may be there already. */
    static void read(
            byte[] body, Set<String> secretNames, JsonLimits limits, Map<String, @Nullable Object> parameters) {
        if (looksLikeAnotherEncoding(body) || !StrictUtf8.isWellFormed(body)) {
            throw malformed();
        }
        try (JsonParser parser = limits.open(body)) {
            new JsonBody(parser, secretNames, limits.strings()).read(parameters);
        } catch (StreamConstraintsException e) {
            throw tooComplex("depth, number of tokens, or length of a name or number");
        } catch (JsonParseException e) {
            throw e.getOriginalMessage().startsWith("Unexpected end-of-input")
                    ? undecodable("unexpected EOF")
                    : malformed();
        } catch (IOException e) {
            throw malformed();
        }
    }

    /** A byte order mark, or a NUL among the first bytes: the parser would take them for a sign of UTF-16 or UTF-32. */
    private static boolean looksLikeAnotherEncoding(byte[] body) {
        for (int i = 0; i < Math.min(4, body.length); i++) {
            if (body[i] == 0) {
                return true;
            }
        }
        return body.length > 0 && body[0] < 0;
    }

    private void read(Map<String, @Nullable Object> parameters) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == JsonToken.START_OBJECT) {
            readMembers(parameters, secretNames);
        } else {
            parser.skipChildren();
            parser.finishToken();
        }
        parser.nextToken(); // What follows must begin like JSON, with a whole token.
        parser.finishToken();
        if (first != null && first != JsonToken.START_OBJECT && first != JsonToken.VALUE_NULL) {
            throw undecodable(
                    "json: cannot unmarshal " + nameOf(first) + " into Go value of type map[string]interface {}");
        }
    }

    private void readMembers(Map<String, @Nullable Object> members, Set<String> secrets) throws IOException {
        String name;
        while ((name = parser.nextFieldName()) != null) {
            counted(name);
            if (members.containsKey(name)) {
                throw undecodable("an object has the same key twice");
            }
            JsonToken token = parser.nextToken();
            members.put(name, secrets.contains(name) ? secret(token) : value(token));
        }
    }

    private @Nullable Object value(JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_STRING -> counted(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case START_OBJECT -> {
                var members = new LinkedHashMap<String, @Nullable Object>();
                readMembers(members, Set.of());
                yield Collections.unmodifiableMap(members);
            }
            case START_ARRAY -> items();
            default -> null;
        };
    }

    private static JsonNumber number(String text) {
        if (Double.isInfinite(Double.parseDouble(text))) {
            throw undecodable("json: cannot unmarshal number into Go value of type float64");
        }
        return new JsonNumber(text);
    }

    private List<@Nullable Object> items() throws IOException {
        var items = new ArrayList<@Nullable Object>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(token));
        }
        return Collections.unmodifiableList(items);
    }

    /** Never builds a string; of an array or object only the kind is kept, for the sentence that refuses it. */
    private @Nullable Object secret(JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> secretCharacters();
            case VALUE_TRUE, VALUE_FALSE ->
                SecretBytes.takeOver(Scalars.text(token == JsonToken.VALUE_TRUE).getBytes(StandardCharsets.UTF_8));
            case START_ARRAY -> skipped(List.of());
            case START_OBJECT -> skipped(Map.of());
            default -> null;
        };
    }

    /** Wipes the parser's copy. */
    private SecretBytes secretCharacters() throws IOException {
        count();
        char[] characters = parser.getTextCharacters();
        int offset = parser.getTextOffset();
        int length = parser.getTextLength();
        try {
            return SecretBytes.utf8(characters, offset, length);
        } finally {
            Arrays.fill(characters, offset, offset + length, '\0');
        }
    }

    private Object skipped(Object kind) throws IOException {
        parser.skipChildren();
        return kind;
    }

    private String counted(String text) {
        count();
        if (StrictUtf8.hasLoneSurrogate(text)) {
            throw malformed();
        }
        return text;
    }

    private void count() {
        if (--stringsLeft < 0) {
            throw tooComplex("number of strings");
        }
    }

    private static String nameOf(JsonToken token) {
        return switch (token) {
            case START_ARRAY -> "array";
            case VALUE_STRING -> "string";
            case VALUE_TRUE, VALUE_FALSE -> "bool";
            default -> "number";
        };
    }

    private static Fault malformed() {
        return undecodable("invalid character");
    }

    private static Fault undecodable(String reason) {
        return Fault.badRequest("failed to decode JSON input: " + reason);
    }

    private static Fault tooComplex(String measure) {
        return Fault.badRequest("refused JSON input due to high complexity: exceeded maximum " + measure);
    }
}
