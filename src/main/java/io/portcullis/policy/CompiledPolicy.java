package io.portcullis.policy;

import io.portcullis.fault.Fault;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stored policy and what its text says, read once. Equal only to itself, as it is one reading of one entry.
 *
 * @param blocks empty when the text cannot be read: then nothing can be decided for a token that has this policy
 */
record CompiledPolicy(Policy policy, Optional<List<Block>> blocks) {

    /**
     * One block.
     *
     * @param expiresAt from then on it is as good as absent; null for never
     */
    record Block(
            Template path, Permission permission, @Nullable Instant expiresAt) {

        static Block of(PathBlock block) {
            return new Block(Template.of(block.path()), Permission.of(block), block.expiresAt());
        }
    }

    /**
     * The policy with these blocks.
     *
     * @throws Fault 400 when a path or a filter is no template
     */
    static CompiledPolicy of(Policy policy, List<PathBlock> blocks) {
        return new CompiledPolicy(policy, Optional.of(blocks(blocks)));
    }

    /**
     * What parsed blocks are.
     *
     * @throws Fault 400 when a path or a filter is no template
     */
    static List<Block> blocks(List<PathBlock> parsed) {
        return parsed.stream().map(Block::of).toList();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
