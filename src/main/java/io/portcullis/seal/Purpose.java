package io.portcullis.seal;

/** What a keyed hash is for. One string has another hash under every purpose. */
public enum Purpose {
    /** Token string to the id that it is stored under. */
    TOKEN,
    /** Accessor to the id that it is stored under. */
    ACCESSOR,
    /** Account name, for what must not show the name. */
    NAME,
    /** Mount and network that failed logins came to and from, for what must not show them. */
    SOURCE,
    /** Accessors and uuids of mounts that are not stored. */
    MOUNT,
    /** The id of the whole store, which clients call the cluster's. */
    CLUSTER,
    /** What unlocks a namespace, to what is kept of it. */
    UNLOCK,
    /** Entity and alias ids. */
    ENTITY,
    /** The recovery key, so that a store can tell it again. */
    RECOVERY,
    /** Entries and heads of the control plane. */
    CONTROL
}
