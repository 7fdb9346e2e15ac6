package io.portcullis.policy;

import io.portcullis.field.RawParameters;
import io.portcullis.http.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the one rule that decides about a path says: spec of the system, 4.2 and 4.5 to 4.7. */
public final class Permission {

    /** No rule, or one without capabilities. */
    public static final Permission NONE = new Permission(0, ParameterRules.NONE, Wrapping.NONE, 0, null);

    /** That of a root token: everything, and no rule about it. */
    public static final Permission ROOT =
            new Permission(mask(List.of(Capability.values())), ParameterRules.NONE, Wrapping.NONE, 0, null);

    private static final Permission DENIED =
            new Permission(mask(List.of(Capability.DENY)), ParameterRules.NONE, Wrapping.NONE, 0, null);

    private static final String LIMIT = "limit";
    private static final String GREATEST = "max";

    private final int mask;
    private final ParameterRules parameterRules;
    private final Wrapping wrapping;
    private final long paginationLimit;

    @Nullable
    private final KeysFilterPath keysFilter;

    private Permission(
            int mask,
            ParameterRules parameterRules,
            Wrapping wrapping,
            long paginationLimit,
            @Nullable KeysFilterPath keysFilter) {
        this.mask = mask;
        this.parameterRules = parameterRules;
        this.wrapping = wrapping;
        this.paginationLimit = Math.max(0, paginationLimit);
        this.keysFilter = keysFilter;
    }

    /**
     * That of one block: deny leaves nothing else.
     *
     * @throws io.portcullis.fault.Fault 400 as {@link KeysFilterPath#parse}
     */
    static Permission of(PathBlock block) {
        if (block.capabilities().contains(Capability.DENY)) {
            return DENIED;
        }
        return new Permission(
                mask(block.capabilities()),
                ParameterRules.of(block),
                new Wrapping(block.minWrapping(), block.maxWrapping()),
                block.paginationLimit(),
                block.keysFilterPath().isEmpty() ? null : KeysFilterPath.parse(block.keysFilterPath()));
    }

    private static int mask(Collection<Capability> capabilities) {
        return capabilities.stream()
                .mapToInt(capability -> 1 << capability.ordinal())
                .reduce(0, (left, right) -> left | right);
    }

    /** Both, as blocks with the same path are merged: this one stands before the other. */
    Permission with(Permission other) {
        if (denies() || other.denies()) {
            return DENIED;
        }
        return new Permission(
                mask | other.mask,
                parameterRules.with(other.parameterRules),
                wrapping.with(other.wrapping),
                paginationLimit == 0 || other.paginationLimit == 0
                        ? Math.max(paginationLimit, other.paginationLimit)
                        : Math.min(paginationLimit, other.paginationLimit),
                keysFilter == null ? other.keysFilter : keysFilter);
    }

    /** Whether it refuses explicitly. */
    boolean denies() {
        return this == DENIED;
    }

    /** Whether it grants anything. */
    boolean grantsAnything() {
        return mask != 0 && !denies();
    }

    /**
     * Whether a request may be served. Help is for everybody; a HEAD only for a root token.
     *
     * @param creates whether a write makes something that is not there yet
     * @param parameters those of the body of a write, else of the query
     * @param wrapTtl for how long the answer shall be wrapped; zero when that was not asked for
     */
    public boolean allows(Operation operation, boolean creates, RawParameters parameters, Duration wrapTtl) {
        return this == ROOT
                || switch (operation) {
                    case HELP -> true;
                    case OPTIONS -> false;
                    case HEADER -> false;
                    case READ -> has(Capability.READ, wrapTtl) && parameterRules.allow(parameters);
                    case UPDATE ->
                        has(creates ? Capability.CREATE : Capability.UPDATE, wrapTtl)
                                && parameterRules.allow(parameters);
                    case PATCH -> has(Capability.PATCH, wrapTtl) && parameterRules.allow(parameters);
                    case DELETE -> has(Capability.DELETE, wrapTtl);
                    case LIST -> has(Capability.LIST, wrapTtl) && allowsPage(parameters);
                    case SCAN -> has(Capability.SCAN, wrapTtl) && allowsPage(parameters);
                };
    }

    private boolean has(Capability capability, Duration wrapTtl) {
        return has(capability) && wrapping.allows(wrapTtl);
    }

    private boolean has(Capability capability) {
        return (mask & 1 << capability.ordinal()) != 0;
    }

    private boolean allowsPage(RawParameters parameters) {
        if (paginationLimit == 0) {
            return true;
        }
        if (!parameters.has(LIMIT)) {
            return !parameterRules.required().containsKey(LIMIT);
        }
        OptionalLong asked = askedLimit(parameters.value(LIMIT));
        return asked.isPresent() && asked.getAsLong() >= 0 && asked.getAsLong() <= paginationLimit;
    }

    /**
     * What {@code limit} of a listing that is allowed is, whatever was sent; 0 for no limit; empty when what was sent stands.
     *
     * @param parameters those of the query
     */
    public OptionalLong limit(RawParameters parameters) {
        if (this == ROOT) {
            return OptionalLong.empty();
        }
        if (paginationLimit == 0) {
            return GREATEST.equals(parameters.value(LIMIT)) ? OptionalLong.of(0) : OptionalLong.empty();
        }
        OptionalLong asked = askedLimit(parameters.value(LIMIT));
        return asked.isPresent() && asked.getAsLong() > 0 ? asked : OptionalLong.of(paginationLimit);
    }

    /** The number that was sent; 0 for {@code max}; empty for what is no number, or one that no limit reaches. */
    private static OptionalLong askedLimit(@Nullable Object sent) {
        if (GREATEST.equals(sent) || "".equals(sent)) {
            return OptionalLong.of(0);
        }
        return sent instanceof String text && text.matches("[+-]?[0-9]{1,18}")
                ? OptionalLong.of(Long.parseLong(text))
                : OptionalLong.empty();
    }

    /** Whether root-protected paths are open as well. */
    public boolean sudo() {
        return has(Capability.SUDO);
    }

    /** What is granted, in the order in which {@code resultant-acl} has it: {@code deny} alone if nothing is. */
    public List<Capability> capabilities() {
        if (!grantsAnything()) {
            return List.of(Capability.DENY);
        }
        var granted = new ArrayList<Capability>();
        for (Capability each : Capability.values()) {
            if (each != Capability.DENY && has(each)) {
                granted.add(each);
            }
        }
        return granted;
    }

    /** Whether not all keys that a listing finds may be shown: {@link Acl#shows} tells which. */
    public boolean filtersKeys() {
        return keysFilter != null;
    }

    /** Which path must be open for a key to be shown. */
    Optional<KeysFilterPath> keysFilter() {
        return Optional.ofNullable(keysFilter);
    }

    /** {@code allowed_parameters} by name, sorted; an empty list for any value. */
    public Map<String, List<@Nullable Object>> allowedParameters() {
        return values(parameterRules.allowed());
    }

    /** {@code denied_parameters}, likewise. */
    public Map<String, List<@Nullable Object>> deniedParameters() {
        return values(parameterRules.denied());
    }

    private static Map<String, List<@Nullable Object>> values(Map<String, ListedValues> nameToValues) {
        var sorted = new TreeMap<String, List<@Nullable Object>>();
        nameToValues.forEach((name, listed) -> sorted.put(name, listed.values()));
        return sorted;
    }

    /** {@code required_parameters}, as they were written, in the order in which they stand. */
    public Collection<String> requiredParameters() {
        return parameterRules.required().values();
    }

    /** {@code min_wrapping_ttl}; zero for none. */
    public Duration minWrapping() {
        return wrapping.min();
    }

    /** {@code max_wrapping_ttl}; zero for none. */
    public Duration maxWrapping() {
        return wrapping.max();
    }
}
