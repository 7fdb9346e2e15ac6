package io.portcullis.policy;

import io.portcullis.fault.Fault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The texts of policies and what they say, each read once for all policies that have it, as most namespaces have the same default policy. Bounded by forgetting all. */
final class PolicyTexts {

    private static final int MOST_CHARACTERS = 8_000_000;

    private final Map<String, Read> texts = new ConcurrentHashMap<>();
    private final AtomicInteger characters = new AtomicInteger();

    private record Read(String text, Optional<List<CompiledPolicy.Block>> blocks) {}

    /** The policy with its text read. */
    CompiledPolicy compiled(Policy policy) {
        Read known = texts.get(policy.text());
        Read read = known != null ? known : remembered(policy.text());
        return new CompiledPolicy(policy.withTextAs(read.text()), read.blocks());
    }

    private Read remembered(String text) {
        Read read = new Read(text, read(text));
        if (characters.addAndGet(text.length()) > MOST_CHARACTERS) {
            texts.clear();
            characters.set(text.length());
        }
        texts.put(text, read);
        return read;
    }

    private static Optional<List<CompiledPolicy.Block>> read(String text) {
        try {
            return Optional.of(CompiledPolicy.blocks(PolicyText.parse(text)));
        } catch (Fault unreadable) {
            return Optional.empty();
        }
    }
}
