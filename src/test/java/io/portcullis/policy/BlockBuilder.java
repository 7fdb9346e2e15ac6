package io.portcullis.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A block of a policy for a test, by what matters in it. */
final class BlockBuilder {

    private final String path;
    private final Set<Capability> capabilities;
    private final Map<String, List<@Nullable Object>> allowed = new LinkedHashMap<>();
    private final Map<String, List<@Nullable Object>> denied = new LinkedHashMap<>();
    private List<String> required = List.of();
    private Duration min = Duration.ZERO;
    private Duration max = Duration.ZERO;
    private long paginationLimit;
    private String keysFilterPath = "";
    private @Nullable Instant expiresAt;

    private BlockBuilder(String path, Set<Capability> capabilities) {
        this.path = path;
        this.capabilities = capabilities;
    }

    /** Capabilities separated by blanks; {@code write} is what the older policy of that name stands for. */
    static BlockBuilder path(String path, String capabilities) {
        Set<Capability> granted = EnumSet.noneOf(Capability.class);
        for (String name :
                capabilities.replace("write", "create read update delete list").split(" ", -1)) {
            if (!name.isEmpty()) {
                granted.add(Capability.of(name).orElseThrow());
            }
        }
        return new BlockBuilder(path, granted);
    }

    static PathBlock block(String path, String capabilities) {
        return path(path, capabilities).build();
    }

    BlockBuilder allowed(String name, @Nullable Object... values) {
        allowed.put(name, Arrays.asList(values));
        return this;
    }

    BlockBuilder denied(String name, @Nullable Object... values) {
        denied.put(name, Arrays.asList(values));
        return this;
    }

    BlockBuilder required(String... names) {
        required = List.of(names);
        return this;
    }

    /** In seconds; zero for none. */
    BlockBuilder wrapping(long minSeconds, long maxSeconds) {
        min = Duration.ofSeconds(minSeconds);
        max = Duration.ofSeconds(maxSeconds);
        return this;
    }

    BlockBuilder pages(long limit) {
        paginationLimit = limit;
        return this;
    }

    BlockBuilder keysFilter(String template) {
        keysFilterPath = template;
        return this;
    }

    BlockBuilder until(Instant end) {
        expiresAt = end;
        return this;
    }

    PathBlock build() {
        return new PathBlock(
                path, capabilities, allowed, denied, required, min, max, paginationLimit, keysFilterPath, expiresAt);
    }
}
