/** What tests share: a real Redis in several forms, a plain client for it, and waiting with a deadline. */
@NullMarked
package io.portcullis.testing;

import org.jspecify.annotations.NullMarked;
