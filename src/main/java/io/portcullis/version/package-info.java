/** What we are and which API we speak. Owns {@link io.portcullis.version.Version}; imports nothing; touches no Redis key. */
@NullMarked
package io.portcullis.version;

import org.jspecify.annotations.NullMarked;
