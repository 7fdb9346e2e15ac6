/**
 * The auth method {@code token}: how tokens make, look up, renew and revoke tokens, and the roles that they can be made by. All
 * endpoints below {@code auth/token/}.
 *
 * <p>Imports {@code fault}, {@code field}, {@code address}, {@code http}, {@code seal}, {@code control}, {@code policy},
 * {@code mount}, {@code token}. Its entries of the control plane lie in the hash {@code token-roles}; tokens are written by
 * {@code token}.
 */
@NullMarked
package io.portcullis.tokenauth;

import org.jspecify.annotations.NullMarked;
