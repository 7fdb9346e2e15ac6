package io.portcullis.policy;

import io.portcullis.field.RawParameters;
import io.portcullis.http.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a set of policies allows to one holder at one time: spec of the system, section 4. Immutable; made for one request, since time
 * is among what it depends on.
 *
 * <p>Paths are absolute, without a leading slash: that of the namespace and that in it.
 */
public final class Acl {

    @Nullable
    private final PolicySet policies;

    private final Viewpoint holder;
    private final String rootOf;

    private Acl(@Nullable PolicySet policies, Viewpoint holder, String rootOf) {
        this.policies = policies;
        this.holder = holder;
        this.rootOf = rootOf;
    }

    Acl(PolicySet policies, Viewpoint holder) {
        this(policies, holder, "");
    }

    /**
     * That of a root token: everything in its namespace and below.
     *
     * @param namespacePath empty for the root namespace, else with a slash at its end
     */
    public static Acl root(String namespacePath) {
        return new Acl(null, new Viewpoint(Identity.NOBODY, Instant.EPOCH), namespacePath);
    }

    /** Whether it is that of a root token. */
    public boolean isRoot() {
        return policies == null;
    }

    /**
     * What the one rule says that decides about the path (4.4); {@link Permission#NONE} when there is none.
     *
     * @param lists whether the request is LIST or SCAN, for which a rule for the path without its trailing slash counts as well
     */
    public Permission permission(String path, boolean lists) {
        if (policies == null) {
            return path.startsWith(rootOf) ? Permission.ROOT : Permission.NONE;
        }
        Rule rule = deciding(policies, path, lists);
        return rule == null ? Permission.NONE : rule.permission();
    }

    private @Nullable Rule deciding(PolicySet set, String path, boolean lists) {
        List<Rule> own = set.ownRules(holder, path, false);
        String shorter = lists && path.endsWith("/") ? path.substring(0, path.length() - 1) : null;
        Rule rule = exact(set, own, path);
        if (rule == null && shorter != null) {
            rule = exact(set, own, shorter);
        }
        if (rule == null) {
            rule = best(set, own, path);
        }
        return rule == null && shorter != null ? best(set, own, shorter) : rule;
    }

    private static @Nullable Rule exact(PolicySet set, List<Rule> own, String path) {
        for (Rule rule : own) {
            if (rule.path().isExact() && rule.path().text().equals(path)) {
                return rule;
            }
        }
        return set.shared().exact(path);
    }

    private static @Nullable Rule best(PolicySet set, List<Rule> own, String path) {
        Rule best = set.shared().best(path);
        for (Rule rule : own) {
            if (!rule.path().isExact() && rule.path().matches(path)) {
                best = Rule.better(best, rule);
            }
        }
        return best;
    }

    /** {@link #capabilities(String, String)} of an absolute path. */
    List<String> capabilities(String absolutePath) {
        return capabilities("", absolutePath);
    }

    /**
     * What {@code sys/capabilities} answers: sorted names, {@code root} or {@code deny} alone (3.18).
     *
     * @param namespacePath empty for the root namespace, else with a slash at its end
     * @param path in the namespace, with any number of slashes before it
     */
    public List<String> capabilities(String namespacePath, String path) {
        int start = 0;
        while (path.startsWith("/", start)) {
            start++;
        }
        return names(permission(namespacePath + path.substring(start), true));
    }

    /** The names of what is permitted, sorted; {@code root} or {@code deny} alone. */
    static List<String> names(Permission permission) {
        return permission == Permission.ROOT
                ? List.of("root")
                : permission.capabilities().stream()
                        .map(Capability::text)
                        .sorted()
                        .toList();
    }

    /**
     * Whether something is granted at the path of a mount or below it (3.13).
     *
     * @param path ends in a slash
     */
    public boolean touches(String path) {
        if (policies == null || permission(path, true).grantsAnything()) {
            return permission(path, true).grantsAnything();
        }
        List<Rule> own = policies.ownRules(holder, path, true);
        Predicate<Rule> opens =
                rule -> rule.permission().grantsAnything() && rule.path().reaches(path);
        return own.stream().anyMatch(opens)
                || policies.shared().rules().stream().filter(opens).anyMatch(rule -> !isAmong(own, rule));
    }

    /** Whether a rule of the holder's own takes the place of this one. */
    private static boolean isAmong(List<Rule> own, Rule rule) {
        return own.stream()
                .anyMatch(each -> each.path().text().equals(rule.path().text()));
    }

    /**
     * Whether a listing that was permitted so may show one of its keys (4.7): keys with a slash at their end need {@code list}, others
     * {@code read}.
     *
     * @param listed what {@link #permission} gave for the listing
     * @param namespacePath that of the request: empty for the root namespace, else with a slash at its end
     * @param path of the listing in the namespace, with the slash at its end
     */
    public boolean shows(Permission listed, String namespacePath, String path, String key) {
        return listed.keysFilter()
                .map(filter -> namespacePath + filter.of(path, key))
                .map(shown -> mayGet(shown, key.endsWith("/") ? Operation.LIST : Operation.READ))
                .orElse(true);
    }

    private boolean mayGet(String path, Operation operation) {
        return permission(path, operation.lists()).allows(operation, false, RawParameters.none(), Duration.ZERO);
    }

    /** Exact path to what its rule says, for {@code resultant-acl} (3.15). */
    public SortedMap<String, Permission> exactRules() {
        return rules(RulePath::isExact);
    }

    /** Prefix, without its {@code *}, to what its rule says; those with {@code +} are nowhere. */
    public SortedMap<String, Permission> globRules() {
        return rules(RulePath::isPrefix);
    }

    private SortedMap<String, Permission> rules(Predicate<RulePath> wanted) {
        var bodyToPermission = new TreeMap<String, Permission>();
        if (policies != null) {
            var rules = new ArrayList<>(policies.shared().rules());
            rules.addAll(policies.ownRules(holder, "", true));
            rules.stream()
                    .filter(rule -> wanted.test(rule.path()))
                    .forEach(rule -> bodyToPermission.put(rule.path().body(), rule.permission()));
        }
        return bodyToPermission;
    }
}
