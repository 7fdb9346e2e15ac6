package io.portcullis.policy;

import io.portcullis.fault.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policies of a token in the form in which requests are decided, shared by all tokens that have the same ones.
 *
 * <p>The rules without templates are one {@link RuleIndex}. The others are made for each holder, and of those only the ones that
 * could match the path. It holds for a span of time, in which no policy and no block ends.
 */
final class PolicySet {

    private static final Logger LOG = LoggerFactory.getLogger(PolicySet.class);

    private final RuleIndex shared;
    private final List<RuleSource> sources;
    private final List<RuleSource> templated;
    private final Map<RuleSource.Demand, RuleSource> demands = new LinkedHashMap<>();
    private final Instant from;
    private final Instant until;
    private final AtomicBoolean told = new AtomicBoolean();

    private PolicySet(List<RuleSource> sources, Instant from, Instant until) {
        this.sources = List.copyOf(sources);
        this.templated = sources.stream().filter(source -> !source.isPlain()).toList();
        this.shared = new RuleIndex(plain(sources));
        this.from = from;
        this.until = until;
        for (RuleSource source : templated) {
            for (String selector : source.selectors()) {
                demands.putIfAbsent(source.demand(selector), source);
            }
        }
    }

    private static Map<String, Permission> plain(List<RuleSource> sources) {
        var nobody = new Viewpoint(Identity.NOBODY, Instant.EPOCH);
        var textToPermission = new LinkedHashMap<String, Permission>();
        for (RuleSource source : sources) {
            String text = source.isPlain() ? source.text(nobody) : null;
            if (text != null) {
                textToPermission.merge(text, source.permission(), Permission::with);
            }
        }
        return textToPermission;
    }

    /**
     * These policies, which are of one namespace, as they are now.
     *
     * @param namespacePath empty for the root namespace, else with a slash at its end
     * @throws Fault 503 when the text of one of them cannot be read
     */
    static PolicySet of(String namespacePath, List<CompiledPolicy> policies, Instant now) {
        var sources = new ArrayList<RuleSource>();
        var span = new Span(now);
        for (CompiledPolicy each : policies) {
            if (span.includes(each.policy().expiresAt())) {
                for (CompiledPolicy.Block block : readable(each)) {
                    if (span.includes(block.expiresAt())) {
                        sources.add(new RuleSource(each.policy(), namespacePath, block));
                    }
                }
            }
        }
        return new PolicySet(sources, span.from, span.until);
    }

    private static List<CompiledPolicy.Block> readable(CompiledPolicy policy) {
        return policy.blocks()
                .orElseThrow(() -> Fault.unavailable(
                        "the text of policy " + policy.policy().name() + " cannot be read"));
    }

    /** The time around now in which nothing ends. */
    private static final class Span {

        private final Instant now;
        private Instant from = Instant.MIN;
        private Instant until = Instant.MAX;

        Span(Instant now) {
            this.now = now;
        }

        /** Whether what ends then is still there. */
        boolean includes(@Nullable Instant end) {
            if (end == null) {
                return true;
            }
            if (now.isBefore(end)) {
                until = end.isBefore(until) ? end : until;
                return true;
            }
            from = end.isAfter(from) ? end : from;
            return false;
        }
    }

    /** Whether it is the same then. */
    boolean holdsAt(Instant time) {
        return !time.isBefore(from) && time.isBefore(until);
    }

    /** The number of blocks. */
    int size() {
        return sources.size();
    }

    /** The rules that are the same for everybody. */
    RuleIndex shared() {
        return shared;
    }

    /**
     * What this allows to a holder.
     *
     * @throws Fault 400 {@code Forbidden} when {@link #obstacle} has a reason
     */
    Acl acl(Viewpoint holder) {
        Optional<String> obstacle = obstacle(holder);
        if (obstacle.isPresent()) {
            if (told.compareAndSet(false, true)) {
                LOG.warn("A token is refused everything: {}", obstacle.get());
            }
            throw Fault.badRequest("Forbidden");
        }
        return new Acl(this, holder);
    }

    /** Why nothing may be decided for a holder. */
    Optional<String> obstacle(Viewpoint holder) {
        for (Map.Entry<RuleSource.Demand, RuleSource> demand : demands.entrySet()) {
            Optional<String> obstacle =
                    demand.getValue().obstacle(demand.getKey().selector(), holder);
            if (obstacle.isPresent()) {
                return obstacle;
            }
        }
        for (RuleSource source : templated) {
            Optional<String> obstacle = source.obstacle(holder);
            if (obstacle.isPresent()) {
                return obstacle;
            }
        }
        return Optional.empty();
    }

    /**
     * The holder's own rules that could match the path: those with templates, merged with all others of the same path.
     *
     * @param below whether those for something below the path are wanted too
     */
    List<Rule> ownRules(Viewpoint holder, String path, boolean below) {
        Map<String, Permission> own = null;
        boolean meetsShared = false;
        for (RuleSource source : templated) {
            String text = source.mayReach(path, below) ? source.text(holder) : null;
            if (text != null) {
                own = own == null ? new LinkedHashMap<>() : own;
                own.merge(text, source.permission(), Permission::with);
                meetsShared |= shared.has(text);
            }
        }
        if (own == null) {
            return List.of();
        }
        return rules(meetsShared ? ofAllBlocks(own.keySet(), holder) : own);
    }

    /** The rules with these texts: all blocks merged in the order in which they stand, those without templates too. */
    private Map<String, Permission> ofAllBlocks(Set<String> texts, Viewpoint holder) {
        Map<String, Permission> merged = new LinkedHashMap<>();
        for (RuleSource source : sources) {
            String text = source.text(holder);
            if (text != null && texts.contains(text)) {
                merged.merge(text, source.permission(), Permission::with);
            }
        }
        return merged;
    }

    private static List<Rule> rules(Map<String, Permission> textToPermission) {
        var rules = new ArrayList<Rule>(textToPermission.size());
        textToPermission.forEach((text, permission) -> rules.add(new Rule(RulePath.of(text), permission)));
        return rules;
    }
}
