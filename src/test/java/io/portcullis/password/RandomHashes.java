package io.portcullis.password;

import io.portcullis.bcrypt.Computation;
import io.portcullis.bcrypt.Computed;
import io.portcullis.bcrypt.Lanes;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * Prints hashes of random passwords, made in lanes, for other implementations to check: {@code COUNT [SEED]}. A line is the hash, a space,
 * and the password in base64: 0 to 80 bytes of any value but NUL, of which bcrypt reads 72.
 */
final class RandomHashes {

    private static final int MOST_BYTES = 80;

    private final Random random;
    private final Lanes lanes = Lanes.fresh();
    private final Map<Long, byte[]> ticketToPassword = new HashMap<>();

    private RandomHashes(long seed) {
        this.random = new Random(seed);
    }

    /** The program. */
    public static void main(String[] arguments) {
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : new Random().nextLong();
        System.err.println("seed " + seed);
        new RandomHashes(seed).print(Integer.parseInt(arguments[0]));
    }

    private void print(int count) {
        for (long ticket = 0; ticket < count || lanes.active() > 0; ) {
            while (ticket < count && lanes.active() < Lanes.most() && (lanes.active() == 0 || random.nextInt(4) > 0)) {
                admit(ticket++);
            }
            lanes.work(1 + random.nextInt(60), this::print);
        }
    }

    private void admit(long ticket) {
        byte[] password = new byte[random.nextInt(MOST_BYTES + 1)];
        for (int i = 0; i < password.length; i++) {
            password[i] = (byte) (1 + random.nextInt(255));
        }
        byte[] salt = new byte[Salt.LENGTH];
        random.nextBytes(salt);
        int cost = 4 + random.nextInt(3);
        ticketToPassword.put(ticket, password);
        byte[] key = Arrays.copyOf(password, Math.min(password.length + 1, Password.MOST_BYTES));
        lanes.admit(new Computation(ticket, key, salt, cost, cost + random.nextInt(2)));
    }

    private void print(Computed computed) {
        byte[] digest = Arrays.copyOf(computed.digest(), Digest.LENGTH);
        PasswordHash hash = PasswordHash.of(Salt.of(computed.salt()), computed.cost(), digest);
        System.out.println(
                hash.text() + " " + Base64.getEncoder().encodeToString(ticketToPassword.remove(computed.ticket())));
    }
}
