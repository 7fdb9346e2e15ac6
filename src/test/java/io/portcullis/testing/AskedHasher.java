package io.portcullis.testing;

import io.portcullis.fault.Fault;
import io.portcullis.password.Digest;
import io.portcullis.password.HashingRequest;
import io.portcullis.password.HashingSettings;
import io.portcullis.password.PasswordHasher;
import io.vertx.core.Future;
import java.util.function.Consumer;

/** Hashes nothing: tells what it was asked for, and fails with 400. */
public record AskedHasher(Consumer<HashingRequest> asked) implements PasswordHasher {

    @Override
    public Future<Digest> digest(HashingRequest request) {
        asked.accept(request);
        return Future.failedFuture(Fault.badRequest("recorded"));
    }

    @Override
    public void drop(Object subject) {}

    @Override
    public HashingSettings settings() {
        return HashingSettings.usual(1);
    }
}
