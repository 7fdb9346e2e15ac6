package io.portcullis.app;

import at.favre.lib.crypto.bcrypt.BCrypt;

/** Hashes of passwords, made by another implementation than ours; as cheap as the server accepts. */
final class Hashes {

    private static final int LEAST_COST = 5;

    private Hashes() {}

    static String of(String password) {
        return of(password, LEAST_COST);
    }

    static String of(String password, int cost) {
        return BCrypt.withDefaults().hashToString(cost, password.toCharArray());
    }
}
