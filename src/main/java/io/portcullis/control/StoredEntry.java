package io.portcullis.control;

import java.util.Optional;

/**
 * An entry as it is in Redis.
 *
 * @param sealed its content; empty when it is not there (any more)
 */
record StoredEntry(Kind<?> kind, String key, Optional<byte[]> sealed) {}
