package io.portcullis.password;

import io.portcullis.fault.Fault;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A bcrypt hash that was checked: version, cost, salt and digest. Only this form ever matches a password, so nothing else is let in.
 *
 * <p>It is compared through {@link #verifies} alone and shown through {@link #text} alone, which is for the sealed record.
 */
public final class PasswordHash {

    /** The cost of a hash that we make, unless the mount says otherwise. */
    public static final int DEFAULT_COST = 10;

    /** The highest cost of a hash that is brought along, unless the mount's own cost is higher. */
    public static final int MOST_FOREIGN_COST = 12;

    /** The highest cost that a mount may be set to. */
    public static final int MOST_COST = 14;

    /** The lowest cost of a hash that is brought along. */
    public static final int LEAST_FOREIGN_COST = 5;

    /** The lowest cost that bcrypt knows, used for checks of the engine. */
    static final int LEAST_COST = 4;

    private static final Pattern FORM = Pattern.compile("\\$2[aby]\\$(0[4-9]|[12][0-9]|3[01])\\$[./A-Za-z0-9]{53}");
    private static final int SALT_AT = 7;
    private static final int DIGEST_AT = 29;

    private final char version;
    private final int cost;
    private final Salt salt;
    private final byte[] digest;

    private PasswordHash(char version, int cost, Salt salt, byte[] digest) {
        this.version = version;
        this.cost = cost;
        this.salt = salt;
        this.digest = digest;
    }

    /**
     * Reads the field {@code password_hash}: 60 characters, {@code $2a$}, {@code $2b$} or {@code $2y$}, no spare bit set in the digest.
     *
     * @param mountCost the cost of the hashes that the mount makes; up to this, or up to 12, a cost is accepted
     * @throws Fault 400 for any other text, or a cost below 5 or above that
     */
    public static PasswordHash parse(String text, int mountCost) {
        PasswordHash hash = read(text).orElseThrow(() -> Fault.badRequest("password_hash is not a valid bcrypt hash"));
        int most = Math.min(Math.max(mountCost, MOST_FOREIGN_COST), MOST_COST);
        if (hash.cost < LEAST_FOREIGN_COST) {
            throw Fault.badRequest(
                    "bcrypt cost of " + hash.cost + " is too low, want " + LEAST_FOREIGN_COST + " at minimum");
        }
        if (hash.cost > most) {
            throw Fault.badRequest("bcrypt cost of " + hash.cost + " exceeds maximum cost of " + most);
        }
        return hash;
    }

    /**
     * Reads what {@link #text} gave, whatever costs are accepted today.
     *
     * @throws Fault 503 for anything else: the record cannot be trusted
     */
    public static PasswordHash stored(String text) {
        return read(text)
                .filter(hash -> hash.cost <= MOST_COST)
                .orElseThrow(() -> Fault.unavailable("a stored password hash is not one"));
    }

    /**
     * The hash that the digest, asked for by {@link HashingRequest#make}, completes.
     *
     * @throws Fault 503 if the digest does not answer this request
     */
    public static PasswordHash made(HashingRequest request, Digest digest) {
        return of(
                request.salt(),
                request.cost(),
                digest.answering(request, request.salt(), request.cost()).bytes());
    }

    /** A hash of the version that we make; takes over the digest. */
    static PasswordHash of(Salt salt, int cost, byte[] digest) {
        return new PasswordHash('a', cost, salt, digest);
    }

    /**
     * Whether the digest, asked for by {@link HashingRequest#check}, says that the password is the right one. For a name that does not
     * exist the verdict is {@code exists & verifies(...)}.
     *
     * @throws Fault 503 if the digest does not answer this request, or this hash was not the one asked about
     */
    public boolean verifies(HashingRequest request, Digest answer) {
        return answer.answering(request, salt, cost).matches(digest) & request.passwordFits();
    }

    /** Whether this is its digest; for known passwords, where there is nothing to hide. */
    boolean isDigest(byte[] bytes) {
        return java.util.Arrays.equals(digest, bytes);
    }

    /** The exponent of the work: 2^cost rounds. */
    public int cost() {
        return cost;
    }

    /** The 60 characters, with the version that they came with and the salt's spare bits zero. To be stored sealed, never shown. */
    public String text() {
        String costText = (cost < 10 ? "0" : "") + cost;
        return "$2" + version + "$" + costText + "$" + BcryptBase64.encode(salt.bytes()) + BcryptBase64.encode(digest);
    }

    @Override
    public String toString() {
        return "PasswordHash(cost " + cost + ")";
    }

    Salt salt() {
        return salt;
    }

    private static Optional<PasswordHash> read(String text) {
        if (!FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        int cost = Integer.parseInt(text.substring(4, 6));
        Salt salt = Salt.of(BcryptBase64.decode(text.substring(SALT_AT, DIGEST_AT)));
        String digestText = text.substring(DIGEST_AT);
        byte[] digest = BcryptBase64.decode(digestText);
        if (!BcryptBase64.encode(digest).equals(digestText)) {
            return Optional.empty();
        }
        return Optional.of(new PasswordHash(text.charAt(2), cost, salt, digest));
    }
}
