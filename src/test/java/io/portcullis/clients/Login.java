package io.portcullis.clients;

import java.util.List;

/** What a client makes of the answer to a login. */
record Login(String token, List<String> policies, long seconds) {

    Login {
        policies = List.copyOf(policies);
    }
}
