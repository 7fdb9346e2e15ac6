/**
 * What only a development server needs. Owns the private Redis of {@code -dev}; may import {@code fault} and {@code secret};
 * touches no Redis key.
 */
@NullMarked
package io.portcullis.dev;

import org.jspecify.annotations.NullMarked;
