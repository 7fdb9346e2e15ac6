package io.portcullis.clients;

import java.util.List;

/** What a client makes of the answer to the creation of a token. */
record MadeToken(String token, String accessor, List<String> policies, long seconds) {

    MadeToken {
        policies = List.copyOf(policies);
    }
}
