package io.portcullis.token;

import io.portcullis.fault.Fault;
import io.portcullis.policy.PolicyName;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Names of policies in their one spelling: trimmed, lower case, sorted, without duplicates; beside {@code root} nothing counts. */
public final class PolicyNames {

    /** What every token has unless its account says otherwise. */
    public static final String DEFAULT = "default";

    private static final String RESPONSE_WRAPPING = "response-wrapping";

    private PolicyNames() {}

    /** The names in that spelling; empty ones go. */
    public static List<String> normalised(Collection<String> names) {
        List<String> spelled = spelled(names);
        return spelled.contains(RootTokens.POLICY) ? List.of(RootTokens.POLICY) : spelled;
    }

    /** Names, or patterns of names, in that spelling, where {@code root} is one among others; empty ones go. */
    public static List<String> spelled(Collection<String> names) {
        Set<String> sorted = new TreeSet<>();
        for (String name : names) {
            String normal = PolicyName.normalised(name);
            if (!normal.isEmpty()) {
                sorted.add(normal);
            }
        }
        return List.copyOf(sorted);
    }

    /** These and the default policy; beside {@code root} that counts no more than any other. */
    public static List<String> withDefault(Collection<String> names) {
        Set<String> more = new TreeSet<>(names);
        more.add(DEFAULT);
        return normalised(more);
    }

    /** These, in the same order, but for the default policy. */
    public static List<String> withoutDefault(Collection<String> names) {
        return names.stream().filter(name -> !name.equals(DEFAULT)).toList();
    }

    /** Whether they are those of a root token. */
    public static boolean isRoot(Collection<String> names) {
        return names.contains(RootTokens.POLICY);
    }

    /**
     * Checks names that are to be a token's.
     *
     * @throws Fault 400 when one of them cannot be given
     */
    public static void checkAssignable(Collection<String> names) {
        if (names.contains(RESPONSE_WRAPPING)) {
            throw Fault.badRequest("cannot assign policy \"" + RESPONSE_WRAPPING + "\"");
        }
    }

    /**
     * The policies of a token that an account logs in to.
     *
     * @throws Fault 400 for those that no login may give
     */
    public static List<String> ofLogin(TokenParameters account) {
        List<String> names = normalised(account.policies());
        if (names.contains(RootTokens.POLICY)) {
            throw Fault.badRequest("auth methods cannot create root tokens");
        }
        checkAssignable(names);
        return account.noDefaultPolicy() ? withoutDefault(names) : withDefault(names);
    }

    /** Whether two lists say the same, {@code default} left aside. */
    public static boolean equivalent(Collection<String> one, Collection<String> other) {
        return withoutDefault(normalised(one)).equals(withoutDefault(normalised(other)));
    }
}
