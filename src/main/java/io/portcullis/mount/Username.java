package io.portcullis.mount;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The name of an account in its one spelling, lower case (invariant L5): the only way from what somebody typed to counter, record
 * and token.
 *
 * @param text letters, digits, {@code _}, {@code -}, {@code .}; begins with neither {@code -} nor {@code .}
 */
public record Username(String text) {

    /** What a path may hold where a name is due, in either case; longer or other names are unknown paths. */
    public static final String PATTERN = "[0-9A-Za-z_][0-9A-Za-z_.\\-]{0,511}";

    private static final Pattern WHOLE = Pattern.compile(PATTERN);
    private static final Pattern UPPER = Pattern.compile("[A-Z]+");

    /** The name that somebody typed. */
    public static Username of(String typed) {
        if (!WHOLE.matcher(typed).matches()) {
            throw new IllegalArgumentException("not a name of an account");
        }
        return new Username(lowerCase(typed));
    }

    /** A path that begins with a name, with that in its one spelling. */
    public static String spelledPath(String path) {
        int slash = path.indexOf('/');
        int end = slash < 0 ? path.length() : slash;
        return lowerCase(path.substring(0, end)) + path.substring(end);
    }

    /** Letters of ASCII alone: U+212A is no {@code k}, and no name. */
    private static String lowerCase(String typed) {
        return UPPER.matcher(typed).replaceAll(letters -> letters.group().toLowerCase(Locale.ROOT));
    }

    /** Which of a mount's buckets has the account. */
    public int bucket(int buckets) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        return (int) (crc.getValue() % buckets);
    }

    /** Nothing: people type passwords where names are due (threats R8). */
    @Override
    public String toString() {
        return "Username";
    }
}
