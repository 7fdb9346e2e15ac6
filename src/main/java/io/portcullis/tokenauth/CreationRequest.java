package io.portcullis.tokenauth;

import io.portcullis.field.Field;
import io.portcullis.field.FieldType;
import io.portcullis.field.Parameters;
import io.portcullis.http.Call;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks a new token to be: spec of tokens, 2.3. Empty texts say nothing.
 *
 * @param id the token itself, a secret
 * @param policies as sent, trimmed; no items ask for the parent's
 * @param noDefaultPolicy whether the default policy is to be left out
 * @param meta null when none was sent
 * @param displayName for people
 * @param noParent whether it is to have no parent
 * @param renewable whether it may be prolonged
 * @param times how long it is to live
 * @param type {@code service} or {@code batch}
 * @param numUses how many requests it is to be good for; zero for any number
 * @param entityAlias the name of whom it is to be given to
 */
record CreationRequest(
        String id,
        List<String> policies,
        boolean noDefaultPolicy,
        @Nullable Map<String, String> meta,
        String displayName,
        boolean noParent,
        boolean renewable,
        Times times,
        String type,
        long numUses,
        String entityAlias) {

    /** Its fields. */
    static final List<Field> FIELDS = List.of(
            new Field("id", FieldType.TEXT, "The token itself, instead of one that is made up; needs sudo."),
            new Field(
                    "policies",
                    FieldType.LIST,
                    "The policies of the token; those of the calling one if there are none."),
            new Field("no_default_policy", FieldType.BOOL, "Leaves the policy default out."),
            new Field("meta", FieldType.PAIRS, "What to write down about the token, as names and texts."),
            new Field("display_name", FieldType.TEXT, "A name for people."),
            new Field("no_parent", FieldType.BOOL, "Makes a token that does not end with the calling one; needs sudo."),
            new Field("renewable", FieldType.BOOL, "Whether the token can be prolonged."),
            new Field("ttl", FieldType.TEXT, "How long the token lives."),
            Field.older("lease", FieldType.TEXT, "ttl"),
            new Field("explicit_max_ttl", FieldType.TEXT, "After how long it ends, whatever is prolonged."),
            new Field("period", FieldType.TEXT, "How long it lives from each renewal on, without an end; needs sudo."),
            new Field("type", FieldType.TEXT, "service, or nothing."),
            new Field("num_uses", FieldType.INT, "How often it can be used; 0 for always."),
            new Field("entity_alias", FieldType.TEXT, "Whom the token is for; where a role allows it."));

    /** Durations as they were sent; {@code lease} is the older name of {@code ttl}. */
    record Times(String ttl, String lease, String explicitMaxTtl, String period) {}

    /** What a call asks for. */
    static CreationRequest of(Call call) {
        Parameters given = call.parameters();
        return new CreationRequest(
                text(given, "id"),
                given.list("policies").orElse(List.of()),
                given.bool("no_default_policy").orElse(false),
                call.request().raw().isNull("meta") ? null : given.pairs("meta").orElse(null),
                text(given, "display_name"),
                given.bool("no_parent").orElse(false),
                given.bool("renewable").orElse(true),
                new Times(
                        text(given, "ttl"),
                        text(given, "lease"),
                        text(given, "explicit_max_ttl"),
                        text(given, "period")),
                text(given, "type"),
                given.integer("num_uses").orElse(0),
                text(given, "entity_alias"));
    }

    private static String text(Parameters given, String name) {
        return given.text(name).orElse("");
    }

    /** Not the id. */
    @Override
    public String toString() {
        return "CreationRequest(" + policies + ")";
    }
}
