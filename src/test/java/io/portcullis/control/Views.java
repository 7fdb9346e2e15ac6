package io.portcullis.control;

import io.portcullis.seal.Place;
import io.portcullis.seal.Seal;
import io.portcullis.seal.SealKey;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Views of a control plane without Redis: what pure tests of commands decide on. */
public final class Views {

    /** The clock of every view. */
    public static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    private static final SealKey KEY = SealKey.development();

    private Views() {}

    /** A view of a plane without entries. */
    public static View empty() {
        return view(Snapshot.empty(Seal.unseal(KEY, Seal.newKeyring(KEY))));
    }

    /** The view after a change, as it is seen through the sealed entries. */
    public static View after(View view, Change<?> change) {
        Snapshot before = view.snapshot();
        List<StoredEntry> entries = change.operations().stream()
                .map(operation -> new StoredEntry(
                        operation.kind(),
                        operation.key(),
                        operation
                                .plain()
                                .map(plain -> before.seal()
                                        .seal(Place.of(operation.kind().record(), operation.key()), plain))))
                .toList();
        Epoch next = new Epoch(before.epoch().number() + 1, "");
        return view(before.with(next, before.seal(), entries));
    }

    /** The view after a command. */
    public static View after(View view, Function<View, Change<Void>> command) {
        return after(view, command.apply(view));
    }

    /** Whether there is anything to commit. */
    public static boolean isNothing(Change<?> change) {
        return change.operations().isEmpty();
    }

    private static View view(Snapshot snapshot) {
        return new View(snapshot, NOW, 0);
    }
}
