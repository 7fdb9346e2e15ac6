package io.portcullis.userpass;

import io.portcullis.password.PasswordHash;
import io.portcullis.token.TokenParameters;

/**
 * An account.
 *
 * @param hash of its password
 * @param token what its tokens are like
 */
record Account(PasswordHash hash, TokenParameters token) {

    /** The form in which it is sealed. */
    record Sealed(String hash, TokenParameters token) {}

    Sealed toSealed() {
        return new Sealed(hash.text(), token);
    }

    static Account from(Sealed sealed) {
        return new Account(PasswordHash.stored(sealed.hash()), sealed.token());
    }
}
