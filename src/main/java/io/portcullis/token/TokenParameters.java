package io.portcullis.token;

import io.portcullis.address.Cidr;
import io.portcullis.address.IpAddress;
import io.portcullis.fault.Fault;
import io.portcullis.fault.GoText;
import io.portcullis.field.Field;
import io.portcullis.field.FieldType;
import io.portcullis.field.Parameters;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The {@code token_*} fields of an account: what the tokens that it logs in to are like. Zero durations say nothing.
 *
 * @param policies as sent, trimmed
 * @param boundCidrs networks that it may log in from, and its tokens be used from; empty for all
 * @param strictlyBindIp whether a token is bound to the address that logged in
 * @param numUses 0 for any number
 * @param type {@code default}, {@code service} or {@code batch}
 */
public record TokenParameters(
        List<String> policies,
        List<String> boundCidrs,
        boolean strictlyBindIp,
        Duration ttl,
        Duration maxTtl,
        Duration explicitMaxTtl,
        Duration period,
        boolean noDefaultPolicy,
        long numUses,
        String type) {

    private static final Set<String> TYPES = Set.of("default", "service", "batch");

    /** What an account has that says nothing. */
    public static final TokenParameters NONE = new TokenParameters(
            List.of(),
            List.of(),
            false,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            false,
            0,
            "default");

    public TokenParameters {
        policies = List.copyOf(policies);
        boundCidrs = List.copyOf(boundCidrs);
    }

    /** The fields, by their names of today. */
    public static List<Field> fields() {
        return List.of(
                new Field("token_policies", FieldType.COMMA_LIST, "The policies of the tokens."),
                new Field(
                        "token_bound_cidrs",
                        FieldType.COMMA_LIST,
                        "The networks from which logins and tokens are accepted."),
                new Field(
                        "token_strictly_bind_ip",
                        FieldType.BOOL,
                        "Binds tokens to the address that they are made from."),
                new Field("token_ttl", FieldType.DURATION, "How long tokens live at first."),
                new Field("token_max_ttl", FieldType.DURATION, "How long tokens live at most, with renewals."),
                new Field(
                        "token_explicit_max_ttl",
                        FieldType.DURATION,
                        "After how long tokens end, whatever is prolonged."),
                new Field(
                        "token_period",
                        FieldType.DURATION,
                        "How long tokens live from each renewal on, without an end."),
                new Field("token_no_default_policy", FieldType.BOOL, "Leaves the policy default out."),
                new Field("token_num_uses", FieldType.INT, "How often tokens can be used; 0 for always."),
                new Field("token_type", FieldType.TEXT, "service, default, default-service, or nothing."));
    }

    /** The fields that have an older name beside: {@code policies}, {@code bound_cidrs}, {@code ttl}, {@code max_ttl}. */
    public static List<Field> olderFields() {
        return List.of(
                Field.older("policies", FieldType.COMMA_LIST, "token_policies"),
                Field.older("bound_cidrs", FieldType.COMMA_LIST, "token_bound_cidrs"),
                Field.older("ttl", FieldType.DURATION, "token_ttl"),
                Field.older("max_ttl", FieldType.DURATION, "token_max_ttl"));
    }

    /**
     * These after a write; what was not sent stays.
     *
     * @throws Fault 400 when a value makes no sense, alone or with the others: spec of userpass, 3.2
     */
    public TokenParameters changed(Parameters given) {
        TokenParameters changed = new TokenParameters(
                given.list("token_policies").orElse(policies),
                given.list("token_bound_cidrs").map(TokenParameters::networks).orElse(boundCidrs),
                given.bool("token_strictly_bind_ip").orElse(strictlyBindIp),
                given.duration("token_ttl").orElse(ttl),
                given.duration("token_max_ttl").orElse(maxTtl),
                given.duration("token_explicit_max_ttl").orElse(explicitMaxTtl),
                given.duration("token_period").orElse(period),
                given.bool("token_no_default_policy").orElse(noDefaultPolicy),
                given.integer("token_num_uses").orElse(numUses),
                given.text("token_type")
                        .map(text -> text.isEmpty() ? "default" : text)
                        .orElse(type));
        changed.check();
        return changed;
    }

    private void check() {
        if (!TYPES.contains(type)) {
            throw Fault.badRequest("invalid 'token_type' value " + GoText.quote(type));
        }
        if (strictlyBindIp && !boundCidrs.isEmpty()) {
            throw Fault.badRequest("'token_strictly_bind_ip' conflicts with 'token_bound_cidrs'; set only one");
        }
        if (!ttl.isZero() && !maxTtl.isZero() && ttl.compareTo(maxTtl) > 0) {
            throw Fault.badRequest("'token_ttl' cannot be greater than 'token_max_ttl'");
        }
        if (numUses < 0) {
            throw Fault.badRequest("'token_num_uses' cannot be negative");
        }
        if (type.equals("batch") && !period.isZero()) {
            throw Fault.badRequest(
                    "'token_type' cannot be 'batch' or 'default_batch' when set to generate periodic tokens");
        }
        if (type.equals("batch") && numUses > 0) {
            throw Fault.badRequest("'token_type' cannot be 'batch' or 'default_batch' when set to generate tokens with"
                    + " limited use count");
        }
    }

    /** These after a write by older names; where both are sent, the name of today counts. */
    public TokenParameters changedByOlderNames(Parameters given) {
        return new TokenParameters(
                given.list("token_policies").isPresent()
                        ? policies
                        : given.list("policies").map(PolicyNames::normalised).orElse(policies),
                given.list("token_bound_cidrs").isPresent()
                        ? boundCidrs
                        : given.list("bound_cidrs")
                                .map(TokenParameters::networks)
                                .orElse(boundCidrs),
                strictlyBindIp,
                given.duration("token_ttl").isPresent()
                        ? ttl
                        : given.duration("ttl").orElse(ttl),
                given.duration("token_max_ttl").isPresent()
                        ? maxTtl
                        : given.duration("max_ttl").orElse(maxTtl),
                explicitMaxTtl,
                period,
                noDefaultPolicy,
                numUses,
                type);
    }

    /** These with other policies. */
    public TokenParameters withPolicies(List<String> names) {
        return new TokenParameters(
                names, boundCidrs, strictlyBindIp, ttl, maxTtl, explicitMaxTtl, period, noDefaultPolicy, numUses, type);
    }

    /** Whether an address may log in. */
    public boolean allows(IpAddress client) {
        return boundCidrs.isEmpty() || boundCidrs.stream().map(Cidr::parse).anyMatch(cidr -> cidr.contains(client));
    }

    private static List<String> networks(List<String> texts) {
        return texts.stream().map(text -> Cidr.parse(text).text()).toList();
    }
}
