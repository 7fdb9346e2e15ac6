package io.portcullis.tokenauth;

import io.portcullis.address.Cidr;
import io.portcullis.fault.Fault;
import io.portcullis.fault.GoText;
import io.portcullis.field.Field;
import io.portcullis.field.FieldType;
import io.portcullis.field.Parameters;
import io.portcullis.http.Call;
import io.portcullis.token.PolicyNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A write of a token role: what was sent changes, the rest stays. Spec of tokens, 2.4. A pure function of the role before. */
final class RoleWrite {

    /** The fields of a role. */
    static final List<Field> FIELDS = List.of(
            new Field("role_name", FieldType.TEXT, "The name of the token role."),
            new Field(
                    "allowed_policies",
                    FieldType.COMMA_LIST,
                    "The policies that tokens may have, beyond those of the calling one."),
            new Field("disallowed_policies", FieldType.COMMA_LIST, "The policies that tokens may not have."),
            new Field("allowed_policies_glob", FieldType.COMMA_LIST, "Patterns of policies that tokens may have."),
            new Field(
                    "disallowed_policies_glob", FieldType.COMMA_LIST, "Patterns of policies that tokens may not have."),
            new Field("orphan", FieldType.BOOL, "Whether tokens live on when the calling one ends."),
            new Field("renewable", FieldType.BOOL, "Whether tokens can be prolonged."),
            new Field(
                    "path_suffix",
                    FieldType.TEXT,
                    "What follows in the path of the tokens, by which they can be revoked."),
            new Field("allowed_entity_aliases", FieldType.COMMA_LIST, "Whom tokens may be for; patterns are possible."),
            new Field("token_period", FieldType.DURATION, "How long tokens live from each renewal on, without an end."),
            new Field(
                    "token_explicit_max_ttl", FieldType.DURATION, "After how long tokens end, whatever is prolonged."),
            new Field("token_bound_cidrs", FieldType.COMMA_LIST, "The networks from which tokens are accepted."),
            new Field("token_num_uses", FieldType.INT, "How often tokens can be used; 0 for always."),
            new Field("token_no_default_policy", FieldType.BOOL, "Leaves the policy default out."),
            new Field("token_type", FieldType.TEXT, "service, default-service, or nothing."),
            new Field("token_strictly_bind_ip", FieldType.BOOL, "Binds tokens to the address that they are made from."),
            Field.older("period", FieldType.DURATION, "token_period"),
            Field.older("explicit_max_ttl", FieldType.DURATION, "token_explicit_max_ttl"),
            Field.older("bound_cidrs", FieldType.COMMA_LIST, "token_bound_cidrs"));

    private static final Pattern SUFFIX = Pattern.compile("\\w[\\w.-]+\\w");
    private static final int MOST_BYTES = 65_536;
    private static final int LONGEST_SUFFIX = 512;

    private final Parameters given;
    private final boolean typeIsNull;
    private final List<String> warnings = new ArrayList<>();
    private final Set<String> olderNames = new HashSet<>();

    private RoleWrite(Parameters given, boolean typeIsNull) {
        this.given = given;
        this.typeIsNull = typeIsNull;
    }

    /** A role after a write, and what its writer is warned of. */
    record Written(TokenRole role, List<String> warnings) {}

    /**
     * The role after the write that a call asks for.
     *
     * @param longest how long tokens of the mount live at most
     * @throws Fault 400 when a value makes no sense, alone or with the others
     */
    static Written of(Call call, TokenRole before, Duration longest) {
        return new RoleWrite(call.parameters(), call.request().raw().isNull("token_type")).after(before, longest);
    }

    private Written after(TokenRole before, Duration longest) {
        String suffix = given.text("path_suffix").map(RoleWrite::checkedSuffix).orElse(before.pathSuffix());
        if (typeIsNull) {
            throw Fault.badRequest("Invalid 'token_type' value: null");
        }
        TokenRole.Limits today = limitsOfToday(before);
        String type = type(before);
        TokenRole role = new TokenRole(
                before.namespaceId(),
                before.name(),
                policies(before.policies()),
                limits(before.limits(), today),
                given.bool("orphan").orElse(before.orphan()),
                given.bool("renewable").orElse(before.renewable()),
                given.bool("token_no_default_policy").orElse(before.noDefaultPolicy()),
                suffix,
                given.list("allowed_entity_aliases").map(PolicyNames::spelled).orElse(before.entityAliases()),
                type);
        checkBatch(role);
        checkSize(role);
        warnOfLongLife(role.limits(), longest);
        return new Written(role, List.copyOf(warnings));
    }

    private static String checkedSuffix(String suffix) {
        if (!suffix.isEmpty() && !SUFFIX.matcher(suffix).find()) {
            throw Fault.badRequest("given role path suffix contains invalid characters; must match \\w[\\w-.]+\\w");
        }
        if (suffix.length() > LONGEST_SUFFIX) {
            throw Fault.badRequest("a path suffix has at most " + LONGEST_SUFFIX + " characters");
        }
        if (suffix.contains("..")) {
            throw Fault.badRequest("error registering path suffix: path cannot contain parent references");
        }
        return suffix;
    }

    private TokenRole.Policies policies(TokenRole.Policies before) {
        return new TokenRole.Policies(
                given.list("allowed_policies").map(PolicyNames::normalised).orElse(before.allowed()),
                given.list("allowed_policies_glob").map(PolicyNames::normalised).orElse(before.allowedGlobs()),
                given.list("disallowed_policies").map(PolicyNames::spelled).orElse(before.disallowed()),
                given.list("disallowed_policies_glob").map(PolicyNames::spelled).orElse(before.disallowedGlobs()));
    }

    /** The limits by their names of today; whether they suit a batch token is asked of the type before the write. */
    private TokenRole.Limits limitsOfToday(TokenRole before) {
        TokenRole.Limits old = before.limits();
        TokenRole.Limits limits = new TokenRole.Limits(
                given.duration("token_period").orElse(old.period()),
                given.duration("token_explicit_max_ttl").orElse(old.explicitMaxTtl()),
                given.list("token_bound_cidrs")
                        .map(texts -> networks("error parsing role fields: ", texts))
                        .orElse(old.boundCidrs()),
                given.integer("token_num_uses").orElse(old.numUses()),
                Set.of());
        if (limits.numUses() < 0) {
            throw Fault.badRequest("error parsing role fields: 'token_num_uses' cannot be negative");
        }
        if (before.type().equals(TokenRole.BATCH) && !limits.period().isZero()) {
            throw Fault.badRequest("error parsing role fields: 'token_type' cannot be 'batch' or 'default_batch' when"
                    + " set to generate periodic tokens");
        }
        if (before.type().equals(TokenRole.BATCH) && limits.numUses() > 0) {
            throw Fault.badRequest("error parsing role fields: 'token_type' cannot be 'batch' or 'default_batch' when"
                    + " set to generate tokens with limited use count");
        }
        return limits;
    }

    private String type(TokenRole before) {
        String type = given.text("token_type").orElse(before.type());
        if (!TokenRole.TYPES.contains(type)) {
            throw Fault.badRequest("invalid 'token_type' value " + GoText.quote(type));
        }
        return type;
    }

    private TokenRole.Limits limits(TokenRole.Limits before, TokenRole.Limits today) {
        Duration period = older("period", before, today.period(), given::duration);
        List<String> cidrs = older(
                "bound_cidrs",
                before,
                today.boundCidrs(),
                name -> given.list(name).map(texts -> networks("error parsing bound_cidrs: ", texts)));
        Duration explicit = older("explicit_max_ttl", before, today.explicitMaxTtl(), given::duration);
        return new TokenRole.Limits(period, explicit, cidrs, today.numUses(), olderNames);
    }

    /** A limit that may come by its older name: by that of today it counts, whatever came by the other. */
    private <T> T older(String name, TokenRole.Limits before, T today, Function<String, Optional<T>> byOlderName) {
        boolean newer = isGiven("token_" + name);
        if (newer && isGiven(name)) {
            warnings.add("Both 'token_" + name + "' and deprecated '" + name
                    + "' value supplied, ignoring the deprecated value");
        }
        if (newer) {
            return today;
        }
        if (isGiven(name) || before.olderNames().contains(name)) {
            olderNames.add(name);
        }
        return byOlderName.apply(name).orElse(today);
    }

    private boolean isGiven(String name) {
        return name.endsWith("bound_cidrs")
                ? given.list(name).isPresent()
                : given.duration(name).isPresent();
    }

    private static List<String> networks(String prefix, List<String> texts) {
        try {
            return texts.stream().map(text -> Cidr.parse(text).text()).toList();
        } catch (Fault noNetwork) {
            throw Fault.badRequest(prefix + noNetwork.getMessage());
        }
    }

    private static void checkBatch(TokenRole role) {
        if (!role.type().equals(TokenRole.BATCH)) {
            return;
        }
        refuse(!role.orphan(), "non-orphan tokens");
        refuse(!role.limits().period().isZero(), "periodic tokens");
        refuse(role.renewable(), "renewable tokens");
        refuse(!role.limits().explicitMaxTtl().isZero(), "tokens with an explicit max TTL");
    }

    private static void refuse(boolean unfit, String what) {
        if (unfit) {
            throw Fault.badRequest("'token_type' cannot be 'batch' when role is set to generate " + what);
        }
    }

    private static void checkSize(TokenRole role) {
        if (TokenRoles.encode(role).length > MOST_BYTES) {
            throw Fault.badRequest("a token role takes at most " + MOST_BYTES + " bytes");
        }
    }

    /** Of one that was set by its older name every write warns. */
    private void warnOfLongLife(TokenRole.Limits limits, Duration most) {
        boolean named = isGiven("token_explicit_max_ttl") || olderNames.contains("explicit_max_ttl");
        if (named && limits.explicitMaxTtl().compareTo(most) > 0) {
            warnings.add("Given explicit max TTL of " + limits.explicitMaxTtl().toSeconds()
                    + " is greater than system/mount allowed value of " + most.toSeconds()
                    + " seconds; until this is fixed attempting to create tokens against this role will result in an"
                    + " error");
        }
    }
}
