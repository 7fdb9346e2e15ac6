package io.portcullis.config;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The variables that stand for keys: {@code PORTCULLIS_}, then stanza, label and key in upper case, joined by {@code _}. One that is
 * empty says nothing.
 */
final class Environment {

    private static final String PREFIX = "PORTCULLIS_";

    /** What Kubernetes sets for a service whose name begins like the product's. */
    private static final Pattern SERVICE_LINK = Pattern.compile(
            PREFIX + "(.*_)?(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT|PORT_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

    private final Map<String, String> variables;
    private final Set<String> claimed = new HashSet<>();

    Environment(Map<String, String> variables) {
        this.variables = variables;
    }

    /** The name of the variable for a key. */
    static String variable(String stanza, String label, String key) {
        return PREFIX
                + Stream.of(stanza, label, key)
                        .filter(part -> !part.isEmpty())
                        .map(part -> part.toUpperCase(Locale.ROOT))
                        .collect(Collectors.joining("_"));
    }

    /** The value of a variable that stands for something; empty if it is not set, or to nothing. */
    Optional<String> claim(String variable) {
        claimed.add(variable);
        return Optional.ofNullable(variables.get(variable)).filter(value -> !value.isEmpty());
    }

    /** Tells the variables of ours that stand for nothing; those that somebody seems to have meant. */
    Set<String> tellUnknown(Mistakes mistakes) {
        Set<String> meant = new HashSet<>();
        List<String> keys = claimed.stream().map(Environment::key).sorted().toList();
        for (String variable : new TreeSet<>(variables.keySet())) {
            boolean ours = variable.startsWith(PREFIX)
                    && !claimed.contains(variable)
                    && !SERVICE_LINK.matcher(variable).matches();
            if (ours) {
                Optional<String> near = near(key(variable), keys).map(PREFIX::concat);
                near.ifPresent(meant::add);
                String hint = near.map(name -> " (did you mean " + name + "?)").orElse("");
                mistakes.add(Spot.ENVIRONMENT, variable, "stands for no key" + hint);
            }
        }
        return meant;
    }

    /** The key that is almost this one, or this one in a stanza. */
    private static Optional<String> near(String key, List<String> keys) {
        return Nearest.to(key, keys)
                .or(() -> keys.stream().filter(each -> each.endsWith("_" + key)).findFirst());
    }

    private static String key(String variable) {
        return variable.startsWith(PREFIX) ? variable.substring(PREFIX.length()) : variable;
    }
}
