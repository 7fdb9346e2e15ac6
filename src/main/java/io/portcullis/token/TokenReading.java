package io.portcullis.token;

import io.portcullis.redis.Reply;
import io.portcullis.seal.Seal;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * A look-up that is under way, sent before it is known whether the seal that made the hash is the one of now.
 *
 * @param string the token as sent
 * @param seal what made the hash; null when this process has none yet, and nothing was sent
 * @param hash under which it was looked up
 * @param reply what Redis has there
 */
public record TokenReading(String string, @Nullable Seal seal, String hash, Future<Reply> reply) {

    @Override
    public String toString() {
        return "TokenReading";
    }
}
