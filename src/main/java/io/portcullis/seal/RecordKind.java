package io.portcullis.seal;

/** What a sealed record is: part of its {@link Place}, so that a record of one kind never opens as another. */
public enum RecordKind {
    KEYRING,
    NAMESPACE,
    DEAD_NAMESPACE,
    NAMESPACE_LOCK,
    MOUNT,
    DEAD_MOUNT,
    MOUNT_MOVE,
    POLICY,
    TOKEN_ROLE,
    REVOCATION,
    STORE_FACT,
    ACCOUNT,
    TOKEN,
    ACCESSOR,
    RELEASE
}
