package io.portcullis.control;

import io.portcullis.seal.RecordKind;
import java.nio.charset.StandardCharsets;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;

/** A kind of entry for tests: words and their meaning. */
final class Words implements Kind<HashPMap<String, String>> {

    static final Words KIND = new Words();

    @Override
    public String name() {
        return "words";
    }

    @Override
    public RecordKind record() {
        return RecordKind.MOUNT;
    }

    @Override
    public HashPMap<String, String> empty() {
        return HashTreePMap.empty();
    }

    @Override
    public HashPMap<String, String> put(HashPMap<String, String> part, String key, byte[] plain) {
        return part.plus(key, new String(plain, StandardCharsets.UTF_8));
    }

    @Override
    public HashPMap<String, String> remove(HashPMap<String, String> part, String key) {
        return part.minus(key);
    }
}
