package io.portcullis.seal;

/** What a sealed record is: part of its {@link Place}, so that a record of one kind never opens as another. */
public enum RecordKind {
    KEYRING,
    MOUNT,
    DEAD_MOUNT,
    POLICY,
    TOKEN_ROLE,
    REVOCATION,
    STORE_FACT,
    ACCOUNT,
    TOKEN,
    ACCESSOR,
    RELEASE
}
