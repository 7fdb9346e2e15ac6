package io.portcullis.policy;

import io.portcullis.fault.Fault;
import io.portcullis.field.Field;
import io.portcullis.field.FieldType;
import io.portcullis.field.Parameters;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fields of a write to a policy, and what they make of it: spec of the system, 3.19. */
final class PolicyFields {

    /** Those of {@code sys/policies/acl/:name}. */
    static final Field[] ALL = {
        new Field("name", FieldType.TEXT, "The name of the policy."),
        new Field("policy", FieldType.TEXT, "The text of the policy: HCL or JSON, as it is or in base64."),
        new Field("expiration", FieldType.TIME, "When the policy ends."),
        new Field("ttl", FieldType.DURATION, "After how long the policy ends, instead."),
        new Field("cas", FieldType.INT, "The version that must be the one of now; -1 for none."),
        new Field("cas_required", FieldType.BOOL, "Whether every write must give cas."),
        new Field(
                "allow_wildcards_in_identity_templates", FieldType.BOOL, "Lets what templates fill in hold wildcards."),
        new Field("allow_slashes_in_identity_templates", FieldType.BOOL, "Lets what templates fill in hold slashes.")
    };

    /** Those of {@code sys/policy/:name}, where the text may have its older name. */
    static final Field[] LEGACY = withRules();

    private PolicyFields() {}

    private static Field[] withRules() {
        Field[] fields = Arrays.copyOf(ALL, ALL.length + 1);
        fields[ALL.length] = Field.older("rules", FieldType.TEXT, "policy");
        return fields;
    }

    /**
     * The policy with the given fields in place of its own.
     *
     * @param text the text that was sent; null when none was
     * @throws Fault 400 for a text that is empty or no policy, two ends, an end that has passed
     */
    static Policy over(Policy before, @Nullable SentText text, Parameters given, Instant now) {
        if (text == null ? before.text().isEmpty() : text.isEmpty()) {
            throw Fault.badRequest("'policy' parameter not supplied or empty");
        }
        Instant end = end(given, now).orElse(before.expiresAt());
        return new Policy(
                before.namespaceId(),
                before.name(),
                text == null ? before.text() : text.meant(),
                before.version(),
                given.bool("cas_required").orElse(before.casRequired()),
                before.modified(),
                end,
                given.bool("allow_wildcards_in_identity_templates").orElse(before.allowWildcards()),
                given.bool("allow_slashes_in_identity_templates").orElse(before.allowSlashes()));
    }

    private static Optional<Instant> end(Parameters given, Instant now) {
        Optional<Instant> expiration = given.time("expiration");
        Optional<Instant> byTtl = given.duration("ttl").map(now::plus);
        if (expiration.isPresent() && byTtl.isPresent()) {
            throw Fault.badRequest("cannot supply both 'expiration' and 'ttl' for policies");
        }
        Optional<Instant> end = expiration.or(() -> byTtl);
        if (end.filter(instant -> !instant.isAfter(now)).isPresent()) {
            throw Fault.badRequest("refusing to update policy as expiration time has already elapsed");
        }
        return end;
    }
}
