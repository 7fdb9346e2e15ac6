package io.portcullis.redis;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A user of Redis. The client library takes passwords as text only, so that is what this holds; it does not show itself.
 *
 * @param user name in the access control list; {@code default} where there is none
 */
public record RedisLogin(String user, String password) {

    private static final String DEFAULT_USER = "default";

    /** The login in {@code redis://[[user]:password@]host}, with its escapes resolved; empty if there is no password. */
    static Optional<RedisLogin> in(URI address) {
        String login = address.getRawUserInfo();
        int colon = login == null ? -1 : login.indexOf(':');
        if (login == null || colon < 0) {
            return Optional.empty();
        }
        String user = decoded(login.substring(0, colon));
        return Optional.of(new RedisLogin(user.isEmpty() ? DEFAULT_USER : user, decoded(login.substring(colon + 1))));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "RedisLogin";
    }
}
