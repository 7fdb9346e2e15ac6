package io.portcullis.tokenauth;

import io.portcullis.fault.Fault;
import io.portcullis.fault.GoText;
import io.portcullis.mount.LeaseTtls;
import io.portcullis.namespace.Namespace;
import io.portcullis.policy.PolicyTable;
import io.portcullis.token.Holder;
import io.portcullis.token.PolicyNames;
import io.portcullis.token.Revocations;
import io.portcullis.token.TokenEntry;
import io.portcullis.token.TokenLease;
import io.portcullis.token.TokenOrigin;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A token that another token makes, before it is written: spec of tokens, 2.3. The checks stand in the order in which their errors
 * win.
 *
 * @param entry what it is
 * @param ttl how long it lives from now; zero for ever
 * @param warnings what its maker is told
 */
record NewToken(TokenEntry entry, Duration ttl, List<String> warnings) {

    private static final int MOST_BYTES = 32_768;

    NewToken {
        warnings = List.copyOf(warnings);
    }

    /**
     * Decides.
     *
     * @param accessor what it is to have
     * @param leases how long tokens live where nothing else is said
     * @throws Fault 400 when the maker may not have such a token
     */
    static NewToken of(Creation creation, CreationRequest asked, String accessor, LeaseTtls leases) {
        return new Decision(creation, asked).made(accessor, leases);
    }

    private record Decision(Creation creation, CreationRequest asked) {

        NewToken made(String accessor, LeaseTtls leases) {
            checkMaker();
            checkNamespace();
            checkType();
            refuseIf(asked.numUses() < 0, "number of uses cannot be negative");
            Optional<Holder> named = namedHolder();
            checkId();
            List<String> policies = ChosenPolicies.of(asked, creation.role(), maker(), isFromHere(), creation.sudo());
            boolean orphan = isOrphan();
            Instant now = creation.view().timeNow();
            CreationTimes times = CreationTimes.of(
                    asked.times(),
                    creation.limits(),
                    creation.sudo(),
                    PolicyNames.isRoot(policies),
                    creation.mount().config(),
                    leases,
                    now);
            refuseIf(
                    times.ttl().isZero() && maker().lease().expiresAt() != null,
                    "expiring root tokens cannot create non-expiring root tokens");
            TokenOrigin origin = origin(orphan);
            TokenEntry entry = new TokenEntry(
                    creation.mount().namespaceId(),
                    accessor,
                    origin,
                    policies,
                    named.orElse(orphan || !isFromHere() ? null : maker().holder()),
                    lease(times, now, origin.path()),
                    numUses(),
                    times.ttl().isZero() ? List.of() : boundCidrs(orphan));
            checkSize(entry);
            return new NewToken(entry, times.ttl(), warnings(times, policies));
        }

        private TokenEntry maker() {
            return creation.maker().entry();
        }

        private void checkMaker() {
            if (creation.way().role().isPresent() && creation.role().isEmpty()) {
                throw Fault.badRequest("unknown role " + creation.way().role().get());
            }
            refuseIf(maker().uses() > 0, "restricted use token cannot generate child tokens");
        }

        /** What a token may do in a namespace below its own says nothing about tokens of that namespace. */
        private void checkNamespace() {
            refuseIf(
                    !isFromHere() && !creation.sudo(),
                    "root or sudo privileges required to directly generate a token in a child namespace");
        }

        private boolean isFromHere() {
            return maker().namespaceId().equals(creation.mount().namespaceId());
        }

        private void checkId() {
            if (asked.id().isEmpty()) {
                return;
            }
            refuseIf(!creation.sudo(), "root or sudo privileges required to specify token id");
            refuseIf(
                    !creation.mount().namespaceId().equals(Namespace.ROOT_ID),
                    "token IDs can only be manually specified in the root namespace");
        }

        private void checkType() {
            String type = creation.role().map(role -> role.typeOf(asked.type())).orElse(asked.type());
            refuseIf(type.equals(TokenRole.BATCH), "batch tokens are not supported yet");
            refuseIf(!type.isEmpty() && !type.equals(TokenRole.SERVICE), "invalid 'token_type' value");
        }

        private Optional<Holder> namedHolder() {
            if (asked.entityAlias().isEmpty()) {
                return Optional.empty();
            }
            TokenRole role = creation.role()
                    .orElseThrow(
                            () -> Fault.badRequest("'entity_alias' is only allowed in combination with token role"));
            String alias = asked.entityAlias().toLowerCase(Locale.ROOT);
            refuseIf(!role.allowsAlias(alias), "invalid 'entity_alias' value");
            return Optional.of(Holder.of(
                    creation.view().snapshot().seal(),
                    creation.mount().namespaceId(),
                    creation.mount().accessor(),
                    alias));
        }

        /** A role decides alone; else a path that makes orphans does, or whoever may. */
        private boolean isOrphan() {
            if (creation.role().isPresent()) {
                return creation.role().get().orphan();
            }
            refuseIf(asked.noParent() && !creation.sudo(), "root or sudo privileges required to create orphan token");
            return asked.noParent() || creation.way().orphan();
        }

        private TokenOrigin origin(boolean orphan) {
            String suffix = creation.role().map(TokenRole::pathSuffix).orElse("");
            return new TokenOrigin(
                    creation.mount().accessor(),
                    suffix.isEmpty() ? creation.way().path() : creation.way().path() + "/" + suffix,
                    displayName(asked.displayName()),
                    asked.meta(),
                    parent(orphan),
                    creation.role().map(TokenRole::name).orElse(null));
        }

        private TokenOrigin.@Nullable Parent parent(boolean orphan) {
            return orphan ? null : creation.maker().asParent();
        }

        private TokenLease lease(CreationTimes times, Instant now, String path) {
            boolean endless = times.ttl().isZero();
            return new TokenLease(
                    Revocations.issueTime(creation.view(), creation.mount().namespaceId(), path, now),
                    endless ? null : now.plus(times.ttl()),
                    times.ttl(),
                    times.period(),
                    times.explicitMaxTtl(),
                    !endless
                            && asked.renewable()
                            && creation.role().map(TokenRole::renewable).orElse(true),
                    null);
        }

        private long numUses() {
            long ofRole = creation.limits().numUses();
            return asked.numUses() == 0 || ofRole == 0 ? asked.numUses() + ofRole : Math.min(asked.numUses(), ofRole);
        }

        private List<String> boundCidrs(boolean orphan) {
            if (creation.role().isPresent()) {
                return creation.limits().boundCidrs();
            }
            return orphan ? List.of() : maker().boundCidrs();
        }

        private List<String> warnings(CreationTimes times, List<String> policies) {
            List<String> warnings = new ArrayList<>(times.warnings());
            if (!asked.id().isEmpty()) {
                warnings.add(CustomIds.WARNING);
            }
            PolicyTable table = creation.view().snapshot().part(PolicyTable.KIND);
            for (String policy : policies) {
                boolean there = PolicyNames.isRoot(List.of(policy))
                        || table.find(
                                        creation.mount().namespaceId(),
                                        policy,
                                        creation.view().time())
                                .isPresent();
                if (!there) {
                    warnings.add("Policy " + GoText.quote(policy) + " does not exist");
                }
            }
            return warnings;
        }
    }

    private static void refuseIf(boolean unfit, String why) {
        if (unfit) {
            throw Fault.badRequest(why);
        }
    }

    /** {@code token}, or {@code token-} and the given name, in which a dash stands for what is no letter, digit or dash. */
    private static String displayName(String given) {
        if (given.isEmpty()) {
            return "token";
        }
        String name = "token-"
                + new String(
                        given.codePoints().map(NewToken::letterOrDash).toArray(),
                        0,
                        given.codePointCount(0, given.length()));
        return name.endsWith("-") ? name.substring(0, name.length() - 1) : name;
    }

    private static int letterOrDash(int character) {
        boolean kept = character >= 'a' && character <= 'z'
                || character >= 'A' && character <= 'Z'
                || character >= '0' && character <= '9';
        return kept ? character : '-';
    }

    /** What a token carries is read with each of its requests. */
    private static void checkSize(TokenEntry entry) {
        TokenOrigin origin = entry.origin();
        Stream<String> meta = origin.meta() == null
                ? Stream.of()
                : origin.meta().entrySet().stream().flatMap(each -> Stream.of(each.getKey(), each.getValue()));
        Holder holder = entry.holder();
        Stream<String> names = Stream.of(origin.displayName(), holder == null ? "" : holder.name());
        int bytes = Stream.of(entry.policies().stream(), meta, names, entry.boundCidrs().stream())
                .flatMap(texts -> texts)
                .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
                .sum();
        refuseIf(
                bytes > MOST_BYTES,
                "policies, meta and names of a token take at most " + MOST_BYTES + " bytes together");
    }
}
