package io.portcullis.password;

import io.portcullis.bcrypt.Computation;
import io.portcullis.bcrypt.Computed;
import io.portcullis.bcrypt.Lanes;
import io.portcullis.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Passwords whose hashes are known, for checks of the engines (threats H2). */
final class KnownAnswers {

    private static final List<Known> ALL = List.of(
            new Known("correct horse battery staple", "$2b$04$N0tArand0mSaltBut1tIsue/jzo34tXy0tqtUj0JXsmYHACYyMNQS"),
            new Known(
                    "p\u00e4ssw\u00f6rd \u2713 \ud834\udd1e",
                    "$2b$04$N0tArand0mSaltBut1tIsuXwPzzDFeKmdZQTs0cFxhN81ebFquPsS"),
            new Known("x".repeat(Password.MOST_BYTES), "$2b$04$N0tArand0mSaltBut1tIsuRSEU4WwWXBqzpGnigLyspRV5diUAJC2"));

    private record Known(String password, String hash) {

        Password typed() {
            return Password.typed(SecretBytes.takeOver(password.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private KnownAnswers() {}

    /** Throws if an engine does not give them. */
    static void require(HashingEngine engine) {
        for (Known known : ALL) {
            PasswordHash hash = PasswordHash.stored(known.hash());
            try (Password password = known.typed()) {
                HashingRequest request = HashingRequest.check(password, hash, HashingSettings.QUEUE_TARGET);
                if (!hash.verifies(request, engine.digest(request))) {
                    throw new IllegalStateException("bcrypt gives a wrong digest for a known password");
                }
            }
        }
    }

    /** A computation whose result {@link #isRight} knows. */
    static Computation computation(long ticket) {
        Known known = known(ticket);
        PasswordHash hash = PasswordHash.stored(known.hash());
        try (Password password = known.typed()) {
            byte[] key = password.key();
            try {
                return new Computation(ticket, key, hash.salt().bytes(), hash.cost(), hash.cost());
            } finally {
                Arrays.fill(key, (byte) 0);
            }
        }
    }

    /** Whether this is the result of {@link #computation} with this ticket. */
    static boolean isRight(long ticket, Computed computed) {
        return computed.ticket() == ticket
                && PasswordHash.stored(known(ticket).hash()).isDigest(Arrays.copyOf(computed.digest(), Digest.LENGTH));
    }

    private static Known known(long ticket) {
        return ALL.get((int) Math.floorMod(ticket, (long) ALL.size()));
    }

    /** Whether lanes give the known answers, so many at once, as they come and go. */
    static boolean hold(Lanes lanes, int width) {
        int wanted = ALL.size() * (width + 1);
        AtomicInteger admitted = new AtomicInteger();
        AtomicInteger right = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        while (done.get() < wanted) {
            if (lanes.active() < width && admitted.get() < wanted) {
                lanes.admit(computation(admitted.getAndIncrement()));
            }
            lanes.work(3, computed -> {
                done.incrementAndGet();
                right.addAndGet(isRight(computed.ticket(), computed) ? 1 : 0);
            });
        }
        return right.get() == wanted;
    }
}
