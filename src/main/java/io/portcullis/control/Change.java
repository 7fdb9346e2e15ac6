package io.portcullis.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one commit puts and deletes, and what its caller gets when it has taken effect.
 *
 * @param <R> the caller's result
 */
public final class Change<R> {

    /** One entry put (with its plain bytes, but for the keyring, which is stored as it is) or deleted (without). */
    record Operation(Kind<?> kind, String key, Optional<byte[]> plain) {}

    private final R result;
    private final List<Operation> operations = new ArrayList<>();

    private Change(R result) {
        this.result = result;
    }

    /** A change without operations yet: nothing to commit, only a result. */
    public static <R> Change<R> resultingIn(R result) {
        return new Change<>(result);
    }

    /** A change without operations yet, whose caller gets nothing. */
    @SuppressWarnings("NullAway") // nothing, as a value of type Void, is null
    public static Change<Void> withoutResult() {
        return new Change<>(null);
    }

    /** Adds or replaces an entry. */
    public Change<R> put(Kind<?> kind, String key, byte[] plain) {
        operations.add(new Operation(kind, key, Optional.of(plain)));
        return this;
    }

    /** Replaces the keyring by another, which is wrapped already. */
    Change<R> putKeyring(byte[] wrapped) {
        return put(Keyring.KIND, Keyring.KEY, wrapped);
    }

    /** Deletes an entry; deleting what is not there is nothing. */
    public Change<R> delete(Kind<?> kind, String key) {
        operations.add(new Operation(kind, key, Optional.empty()));
        return this;
    }

    /** The same operations, whose caller gets this. */
    public <S> Change<S> with(S other) {
        Change<S> change = new Change<>(other);
        change.operations.addAll(operations);
        return change;
    }

    R result() {
        return result;
    }

    List<Operation> operations() {
        return operations;
    }
}
