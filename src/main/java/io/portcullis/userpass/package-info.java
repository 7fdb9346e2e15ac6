/**
 * The auth method {@code userpass}: accounts with passwords, and logging in to them.
 *
 * <p>Imports everything below it: {@code fault}, {@code secret}, {@code field}, {@code address}, {@code http}, {@code redis},
 * {@code seal}, {@code password}, {@code control}, {@code mount}, {@code token}. Writes {@code {<accessor>.<bucket>}:users},
 * {@code :names} and {@code :costs}.
 */
@NullMarked
package io.portcullis.userpass;

import org.jspecify.annotations.NullMarked;
