package io.portcullis.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One {@code path} block of a policy, as it was written: spec of the system, 4.1. Blocks with the same path are not merged yet.
 *
 * @param path without its leading slash, templates unresolved
 * @param capabilities those of {@code capabilities}, and those that the older {@code policy} stands for; may be empty
 * @param allowed {@code allowed_parameters}: lower-cased key to listed values, an empty list for any value; a value is a
 *     {@link String}, {@link java.math.BigDecimal}, {@link Boolean}, {@link List} or {@link Map} of such, never null
 * @param denied {@code denied_parameters}, likewise
 * @param required {@code required_parameters}, as they stand
 * @param minWrapping {@code min_wrapping_ttl}; zero for none, and it may be negative
 * @param maxWrapping {@code max_wrapping_ttl}; likewise
 * @param paginationLimit {@code pagination_limit}; zero or less for none
 * @param keysFilterPath {@code list_scan_response_keys_filter_path}; empty for none
 * @param expiresAt {@code expiration}: from then on the block is as good as absent; null for never
 */
record PathBlock(
        String path,
        Set<Capability> capabilities,
        Map<String, List<@Nullable Object>> allowed,
        Map<String, List<@Nullable Object>> denied,
        List<String> required,
        Duration minWrapping,
        Duration maxWrapping,
        long paginationLimit,
        String keysFilterPath,
        @Nullable Instant expiresAt) {}
