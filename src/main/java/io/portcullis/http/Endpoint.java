package io.portcullis.http;

import io.portcullis.field.Field;
import io.portcullis.field.Schema;
import io.vertx.core.Future;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One path of a mount, or of {@code sys/}, with its fields and what it does for each operation. Immutable. */
public final class Endpoint {

    /** What answers a call. It never blocks; what it throws is answered like a failed future. */
    @FunctionalInterface
    public interface Handler {
        Future<Answer> handle(Call call);
    }

    /**
     * Which namespace serves a call, if not the one that it was sent to: some are served where the token is that they are about. Policies are asked about
     * the path in that namespace. It is asked of an authenticated caller, before the policies are; the call has no parameters yet but the raw ones.
     */
    @FunctionalInterface
    public interface Home {

        /** Its id, whether there is such a namespace or not; empty for the one that the request was sent to. */
        Future<Optional<String>> namespaceId(Call call);
    }

    /** Whether what a call names is there, before the policies were asked: it gets no further findings than view and mount. */
    @FunctionalInterface
    public interface ExistenceCheck {
        Future<Boolean> exists(Call call);
    }

    /** Who may come. */
    public enum Access {
        /** A valid token whose policies allow it. */
        TOKEN,
        /** Everybody; a token is not even looked up. Errors are bare. */
        LOGIN,
        /** Everybody; a token, if one was sent, must be valid, and the handler looks at it. Errors are bare. */
        OPTIONAL_TOKEN
    }

    /**
     * Whether it is served where a namespace is locked: the one that a request is sent to, that of the caller's token, the one that serves it (its {@link Home}). Spec
     * of namespaces, 2.5 and L3.
     */
    public enum WhileLocked {
        /** Not if any of them is. */
        REFUSED,
        /** Looks at what is in the one that serves it, which alone may be locked. */
        INSPECTS,
        /** Ends what is in the one that serves it; only the one that it is sent to must not be locked. */
        ENDS,
        /** Always. */
        SERVED
    }

    private final String literal;
    private final String template;
    private final Pattern pattern;
    private final List<String> captureNames;
    private final Access access;
    private final WhileLocked whileLocked;
    private final Schema schema;
    private final Consumer<LogicalRequest> precondition;
    private final @Nullable ExistenceCheck existence;
    private final @Nullable Home home;
    private final String help;
    private final boolean unlisted;
    private final Map<Operation, Handler> handlers;

    private Endpoint(Builder builder) {
        this.literal = builder.pattern;
        this.template = template(builder.pattern);
        this.pattern = Pattern.compile(builder.pattern);
        this.captureNames = builder.captureNames;
        this.access = builder.access;
        this.whileLocked = builder.whileLocked;
        this.precondition = builder.precondition;
        this.existence = builder.existence;
        this.home = builder.home;
        this.schema = existence != null ? Schema.of(builder.fields).withBareFaults() : Schema.of(builder.fields);
        this.help = builder.help;
        this.unlisted = builder.unlisted;
        this.handlers = new EnumMap<>(builder.handlers);
    }

    /**
     * Begins an endpoint.
     *
     * @param pattern a regular expression over the whole path below the mount
     * @param captureNames the named groups of it; a name's underscores, which a group cannot have, are left out there
     */
    public static Builder at(String pattern, String... captureNames) {
        return new Builder(pattern, List.of(captureNames));
    }

    private static String template(String pattern) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pattern.length(); ) {
            if (pattern.startsWith("(?<", i)) {
                text.append(':').append(pattern, i + 3, pattern.indexOf('>', i));
                i = endOfGroup(pattern, i);
            } else {
                text.append(pattern.charAt(i++));
            }
        }
        return text.toString().replaceAll("/\\?$", "");
    }

    private static int endOfGroup(String pattern, int start) {
        int depth = 0;
        for (int i = start; i < pattern.length(); i++) {
            char character = pattern.charAt(i);
            depth += character == '(' ? 1 : character == ')' ? -1 : 0;
            if (depth == 0) {
                return i + 1;
            }
        }
        throw new IllegalArgumentException("a group without an end: " + pattern);
    }

    /** Its paths, with {@code :name} for what they capture: for people and metrics. */
    public String template() {
        return template;
    }

    /** What its paths capture. */
    public List<String> captureNames() {
        return captureNames;
    }

    /** What this path captures, if it is this endpoint's. */
    public Optional<Map<String, String>> match(String path) {
        if (captureNames.isEmpty() && literal.equals(path)) {
            return Optional.of(Map.of());
        }
        Matcher matcher = pattern.matcher(path);
        return matcher.matches()
                ? Optional.of(captureNames.stream()
                        .collect(Collectors.toUnmodifiableMap(n -> n, n -> matcher.group(n.replace("_", "")))))
                : Optional.empty();
    }

    /** Who may come. */
    public Access access() {
        return access;
    }

    /** Whether it is served where a namespace is locked. */
    public WhileLocked whileLocked() {
        return whileLocked;
    }

    /** The fields that it takes. */
    public Schema schema() {
        return schema;
    }

    /** Finds out whether a write creates or updates; then its fields are converted before the policies are asked. Empty: all update. */
    public Optional<ExistenceCheck> existence() {
        return Optional.ofNullable(existence);
    }

    /**
     * Checks what must hold whoever asks, before anybody is authenticated.
     *
     * @throws io.portcullis.fault.Fault when it does not
     */
    public void checkPrecondition(LogicalRequest request) {
        precondition.accept(request);
    }

    /** Which namespace serves it; empty for the one that a request is sent to. */
    public Optional<Home> home() {
        return Optional.ofNullable(home);
    }

    /** One sentence on what it is for. */
    public String help() {
        return help;
    }

    /** Whether it is served for its refusals only, which nobody needs to be told of before. */
    public boolean isUnlisted() {
        return unlisted;
    }

    /** What serves an operation; empty when the path does not support it. */
    public Optional<Handler> handler(Operation operation) {
        return Optional.ofNullable(handlers.get(operation));
    }

    /** The operations that it serves. */
    public Set<Operation> operations() {
        return Set.copyOf(handlers.keySet());
    }

    /** The regular expression of its paths. */
    @Override
    public String toString() {
        return literal;
    }

    /** Builds an endpoint. */
    public static final class Builder {
        private final String pattern;
        private final List<String> captureNames;
        private final Map<Operation, Handler> handlers = new EnumMap<>(Operation.class);
        private Access access = Access.TOKEN;
        private WhileLocked whileLocked = WhileLocked.REFUSED;
        private Field[] fields = {};
        private Consumer<LogicalRequest> precondition = request -> {};
        private @Nullable ExistenceCheck existence;
        private @Nullable Home home;
        private String help = "";
        private boolean unlisted;

        private Builder(String pattern, List<String> captureNames) {
            this.pattern = pattern;
            this.captureNames = captureNames;
        }

        /** Who may come; {@link Access#TOKEN} unless told. */
        public Builder access(Access who) {
            this.access = who;
            return this;
        }

        /** Whether it is served where a namespace is locked; {@link WhileLocked#REFUSED} unless told. */
        public Builder whileLocked(WhileLocked what) {
            this.whileLocked = what;
            return this;
        }

        /** The fields that it takes. */
        public Builder fields(Field... taken) {
            this.fields = taken;
            return this;
        }

        /**
         * Makes a write create or update by existence: its field errors are bare, and its handler binds what it does to the
         * {@link Existence} that was found.
         */
        public Builder createsOrUpdates(ExistenceCheck check) {
            this.existence = check;
            return this;
        }

        /** What is checked before anybody is authenticated; it throws to refuse. */
        public Builder precondition(Consumer<LogicalRequest> check) {
            this.precondition = check;
            return this;
        }

        /** Which namespace serves it; the one that it was sent to unless told. */
        public Builder home(Home where) {
            this.home = where;
            return this;
        }

        /** One sentence on what it is for, in the infinitive. */
        public Builder help(String sentence) {
            this.help = sentence;
            return this;
        }

        /** Leaves it out of all that tells what there is: it refuses, for clients that ask all the same. */
        public Builder unlisted() {
            this.unlisted = true;
            return this;
        }

        /** What serves an operation. */
        public Builder on(Operation operation, Handler handler) {
            handlers.put(operation, handler);
            return this;
        }

        /** The endpoint. */
        public Endpoint build() {
            return new Endpoint(this);
        }
    }
}
