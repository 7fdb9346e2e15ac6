package io.portcullis.tokenauth;

import io.portcullis.fault.Fault;
import io.portcullis.fault.GoText;
import io.portcullis.token.PolicyNames;
import io.portcullis.token.RootTokens;
import io.portcullis.token.TokenEntry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which policies a new token has: spec of tokens, 2.3, "Policy rules". Pure. */
final class ChosenPolicies {

    private static final int MOST = 512;

    private final CreationRequest asked;
    private final TokenEntry parent;
    private final boolean fromHere;
    private final boolean sudo;

    private ChosenPolicies(CreationRequest asked, TokenEntry parent, boolean fromHere, boolean sudo) {
        this.asked = asked;
        this.parent = parent;
        this.fromHere = fromHere;
        this.sudo = sudo;
    }

    /**
     * Chooses them.
     *
     * @param fromHere whether the parent is of the namespace of the new token: the names of other namespaces' policies mean nothing in it
     * @param sudo whether the maker may do what needs {@code sudo}
     * @throws Fault 400 for those that the maker may not give
     */
    static List<String> of(
            CreationRequest asked, Optional<TokenRole> role, TokenEntry parent, boolean fromHere, boolean sudo) {
        ChosenPolicies choice = new ChosenPolicies(asked, parent, fromHere, sudo);
        List<String> wanted = role.filter(found -> found.policies().decide())
                .map(choice::byRole)
                .orElseGet(choice::byParent);
        List<String> chosen = asked.noDefaultPolicy() ? PolicyNames.withoutDefault(wanted) : wanted;
        PolicyNames.checkAssignable(chosen);
        if (chosen.size() > MOST) {
            throw Fault.badRequest("a token has at most " + MOST + " policies");
        }
        return PolicyNames.isRoot(chosen) ? RootTokens.madeBy(parent, fromHere) : chosen;
    }

    private List<String> inheritable() {
        return fromHere ? parent.policies() : List.of(PolicyNames.DEFAULT);
    }

    private List<String> byParent() {
        if (asked.policies().isEmpty()) {
            return inheritable();
        }
        List<String> wanted = PolicyNames.normalised(asked.policies());
        if (!sudo && !parent.policies().containsAll(wanted)) {
            throw Fault.badRequest("child policies must be subset of parent");
        }
        boolean addDefault =
                !asked.noDefaultPolicy() && (sudo || parent.policies().contains(PolicyNames.DEFAULT));
        return addDefault ? PolicyNames.withDefault(wanted) : wanted;
    }

    /** A role that says which policies its tokens have does not mind those of the parent. */
    private List<String> byRole(TokenRole role) {
        TokenRole.Policies rules = role.policies();
        boolean addDefault = !asked.noDefaultPolicy() && !role.noDefaultPolicy() && !rules.forbid(PolicyNames.DEFAULT);
        List<String> wanted = asked.policies().isEmpty() ? List.of() : completed(asked.policies(), addDefault);
        List<String> allowed = completed(rules.allowed(), addDefault);
        if (wanted.isEmpty()) {
            wanted = rules.allowSome() ? allowed : completed(inheritable(), addDefault);
        } else if (rules.allowSome()) {
            checkAllowed(wanted, allowed, PolicyNames.normalised(rules.allowedGlobs()));
        }
        for (String policy : wanted) {
            if (rules.forbid(policy)) {
                throw Fault.badRequest("token policy " + GoText.quote(policy) + " is disallowed by this role");
            }
        }
        return wanted;
    }

    private static List<String> completed(List<String> names, boolean addDefault) {
        List<String> normal = PolicyNames.normalised(names);
        return addDefault ? PolicyNames.withDefault(normal) : normal;
    }

    private static void checkAllowed(List<String> wanted, List<String> allowed, List<String> globs) {
        for (String policy : wanted) {
            if (!allowed.contains(policy) && !Wildcards.anyMatches(globs, policy)) {
                throw Fault.badRequest("token policies (" + quoted(wanted)
                        + ") must be subset of the role's allowed policies (" + quoted(allowed)
                        + ") or glob policies (" + quoted(globs) + ")");
            }
        }
    }

    private static String quoted(List<String> names) {
        return names.stream().map(GoText::quote).collect(Collectors.joining(" ", "[", "]"));
    }
}
