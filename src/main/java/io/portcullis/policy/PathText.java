package io.portcullis.policy;

import io.portcullis.fault.Fault;
import io.portcullis.fault.GoText;
import io.portcullis.field.GoDuration;
import io.portcullis.field.GoTime;
import io.portcullis.hcl.HclValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One {@code path} block of a policy, its attributes read by type: spec of the system, 4.1. */
record PathText(
        String path,
        String oldPolicy,
        List<String> capabilities,
        String expiration,
        Map<String, List<@Nullable Object>> allowed,
        Map<String, List<@Nullable Object>> denied,
        List<String> required,
        long paginationLimit,
        String keysFilterPath,
        Optional<Object> minWrapping,
        Optional<Object> maxWrapping) {

    /** Neither {@code mfa_methods} nor {@code control_group}: to overlook them would be to grant without what they demand. */
    private static final Set<String> KEYS = Set.of(
            "comment",
            "policy",
            "capabilities",
            "allowed_parameters",
            "denied_parameters",
            "required_parameters",
            "min_wrapping_ttl",
            "max_wrapping_ttl",
            "pagination_limit",
            "expiration",
            "list_scan_response_keys_filter_path");

    private static final BigDecimal FEWEST_SECONDS = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(Long.MAX_VALUE);

    /**
     * What the block says. That {@link PolicyText} puts the path before every failure does not keep some from beginning with it
     * themselves.
     *
     * @param path as it is written
     * @throws Fault 400
     */
    static PathBlock read(String path, HclValue value) {
        requireBalancedTemplates(path);
        Attributes attributes = Attributes.of(value, KEYS);
        return PolicyText.within(() -> PolicyText.prefix(path), () -> of(path, attributes))
                .block();
    }

    /** The first attribute of a wrong type, in this order, is the one that is reported. */
    private static PathText of(String path, Attributes attributes) {
        return new PathText(
                path,
                attributes.text("policy", "root.Policy"),
                attributes.texts("capabilities", "root.Capabilities"),
                attributes.text("expiration", "root.expiration"),
                attributes.parameters("allowed_parameters", "root.allowed_parameters"),
                attributes.parameters("denied_parameters", "root.denied_parameters"),
                attributes.texts("required_parameters", "root.required_parameters"),
                attributes.whole("pagination_limit", "root.pagination_limit"),
                attributes.text("list_scan_response_keys_filter_path", "root.list_scan_response_keys_filter_path"),
                attributes.value("min_wrapping_ttl"),
                attributes.value("max_wrapping_ttl"));
    }

    /** Every <code>{{</code> must be followed by one <code>}}</code> before the next. */
    private static void requireBalancedTemplates(String path) {
        int open = path.indexOf("{{");
        boolean balanced = !path.substring(0, open < 0 ? path.length() : open).contains("}}");
        while (balanced && open >= 0) {
            int next = path.indexOf("{{", open + 2);
            String piece = path.substring(open + 2, next < 0 ? path.length() : next);
            int close = piece.indexOf("}}");
            balanced = close >= 0 && piece.indexOf("}}", close + 2) < 0;
            open = next;
        }
        if (!balanced) {
            throw Fault.badRequest("failed to validate policy templating: unbalanced templating characters");
        }
    }

    /** A block that denies has nothing else to say. */
    private PathBlock block() {
        Instant expiresAt = expiresAt();
        String relative = path.startsWith("/") ? path.substring(1) : path;
        if (relative.contains("+*")) {
            throw Fault.badRequest(PolicyText.prefix(relative) + "invalid use of wildcards ('+*' is forbidden)");
        }
        Set<Capability> granted = Collections.unmodifiableSet(granted());
        if (granted.contains(Capability.DENY)) {
            return new PathBlock(
                    relative, granted, Map.of(), Map.of(), List.of(), Duration.ZERO, Duration.ZERO, 0, "", expiresAt);
        }
        Duration min = ttl("min_wrapping_ttl", minWrapping);
        Duration max = ttl("max_wrapping_ttl", maxWrapping);
        requireOrder(min, max);
        requireFilterOfKeys(granted);
        return new PathBlock(
                relative, granted, allowed, denied, required, min, max, paginationLimit, keysFilterPath, expiresAt);
    }

    private @Nullable Instant expiresAt() {
        if (expiration.isEmpty()) {
            return null;
        }
        try {
            return GoTime.parse(expiration);
        } catch (Fault noTime) {
            throw Fault.badRequest(
                    PolicyText.prefix(path) + "invalid expiration time: could not parse string as date and time");
        }
    }

    /** Capabilities up to the first {@code deny}, which leaves it alone; what follows it is not looked at. */
    private Set<Capability> granted() {
        Set<Capability> granted = EnumSet.noneOf(Capability.class);
        Set<Capability> old = ofOldPolicy();
        if (old.contains(Capability.DENY)) {
            return old;
        }
        for (String name : capabilities) {
            Capability capability = Capability.of(name)
                    .orElseThrow(() ->
                            Fault.badRequest(PolicyText.prefix(path) + "invalid capability " + GoText.quote(name)));
            if (capability == Capability.DENY) {
                return EnumSet.of(Capability.DENY);
            }
            granted.add(capability);
        }
        granted.addAll(old);
        return granted;
    }

    private Set<Capability> ofOldPolicy() {
        Set<Capability> write =
                EnumSet.of(Capability.CREATE, Capability.READ, Capability.UPDATE, Capability.DELETE, Capability.LIST);
        return switch (oldPolicy) {
            case "" -> Set.of();
            case "deny" -> Set.of(Capability.DENY);
            case "read" -> Set.of(Capability.READ, Capability.LIST);
            case "write" -> write;
            case "sudo" -> {
                write.add(Capability.SUDO);
                yield write;
            }
            default -> throw Fault.badRequest(PolicyText.prefix(path) + "invalid policy " + GoText.quote(oldPolicy));
        };
    }

    private static Duration ttl(String key, Optional<Object> value) {
        return value.map(each -> PolicyText.within(() -> "error parsing " + key + ": ", () -> ttl(each)))
                .orElse(Duration.ZERO);
    }

    private static Duration ttl(Object value) {
        if (value instanceof String text) {
            return GoDuration.parse(text);
        }
        if (value instanceof BigDecimal seconds) {
            long whole = seconds.max(FEWEST_SECONDS).min(MOST_SECONDS).longValue();
            return GoDuration.parse(Long.toString(whole));
        }
        throw Fault.badRequest("could not parse duration from input");
    }

    private static void requireOrder(Duration min, Duration max) {
        if (!min.isZero() && !max.isZero() && max.compareTo(min) < 0) {
            throw Fault.badRequest("max_wrapping_ttl cannot be less than min_wrapping_ttl");
        }
    }

    private void requireFilterOfKeys(Set<Capability> granted) {
        if (keysFilterPath.isEmpty()) {
            return;
        }
        String name = "list_scan_response_keys_filter_path";
        if (!granted.contains(Capability.LIST)) {
            throw Fault.badRequest(name + " needs to be used on a path with the list capability");
        }
        if (!PolicyText.within(
                        () -> "unable to compile template for " + name + ": ",
                        () -> KeysFilterPath.parse(keysFilterPath))
                .dependsOnKey()) {
            throw Fault.badRequest(name + " resulted in same path for two different keys");
        }
    }
}
