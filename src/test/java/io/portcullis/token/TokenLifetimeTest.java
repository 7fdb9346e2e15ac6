package io.portcullis.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.fault.Fault;
import io.portcullis.mount.LeaseTtls;
import io.portcullis.mount.MountConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arithmetic of lifetimes, in whole seconds: no token outlives any limit that was put on it, whatever is combined. */
class TokenLifetimeTest {

    private static final long MAX_SECONDS = Long.MAX_VALUE / 1_000_000_000;
    private static final long SYSTEM_SECONDS = LeaseTtls.USUAL.longest().toSeconds();
    private static final long[] EDGES = {
        0,
        0,
        0,
        1,
        2,
        59,
        60,
        3_600,
        SYSTEM_SECONDS - 1,
        SYSTEM_SECONDS,
        SYSTEM_SECONDS + 1,
        MAX_SECONDS - 1,
        MAX_SECONDS
    };
    private static final Instant ISSUED = Instant.parse("2026-01-02T03:04:05.678Z");

    @ParameterizedTest
    @CsvSource({
        // mount's default and max, increment, ttl, max, explicit max, period → lifetime, warning
        "0, 0, 0, 0, 0, 0, 0, 2764800,",
        "60, 0, 0, 0, 0, 0, 0, 60,",
        "0, 60, 0, 0, 0, 0, 0, 60, TTL of \"768h\" exceeded the effective max_ttl of \"1m\"; TTL value is capped accordingly",
        "0, 0, 0, 60, 0, 0, 0, 60,",
        "60, 0, 0, 7200, 0, 0, 0, 7200,",
        "0, 0, 5, 60, 0, 0, 0, 5,",
        "0, 0, 0, 10800, 7200, 0, 0, 7200, TTL of \"3h\" exceeded the effective max_ttl of \"2h\"; TTL value is capped accordingly",
        "0, 0, 0, 10800, 0, 5400, 0, 5400, TTL of \"3h\" exceeded the effective max_ttl of \"1h30m\"; TTL value is capped accordingly",
        "0, 0, 7200000, 0, 0, 0, 0, 2764800, TTL of \"2000h\" exceeded the effective max_ttl of \"768h\"; TTL value is capped accordingly",
        "0, 7200000, 7200000, 0, 0, 0, 0, 7200000,",
        "0, 0, 0, 60, 0, 0, 3600, 3600,",
        "0, 0, 5, 60, 0, 0, 3600, 3600,",
        "0, 0, 0, 0, 0, 0, 7200000, 2764800, period of \"2000h\" exceeded the effective max_ttl of \"768h\"; period value is capped accordingly",
        "0, 0, 0, 0, 60, 0, 3600, 60, period of \"1h\" exceeded the effective max_ttl of \"1m\"; period value is capped accordingly",
        "0, 0, 0, 0, 0, 3600, 60, 60,"
    })
    void aNewTokenLivesAsLongAsItsTermsSay(
            long mountDefault,
            long mountMax,
            long increment,
            long ttl,
            long maxTtl,
            long explicitMax,
            long period,
            long expected,
            String warning) {
        TokenLifetime.Terms terms = terms(mountDefault, mountMax, increment, ttl, maxTtl, explicitMax, period);

        TokenLifetime lifetime = TokenLifetime.compute(terms, LeaseTtls.USUAL, ISSUED, ISSUED);

        assertThat(lifetime.ttl().toSeconds()).isEqualTo(expected);
        assertThat(lifetime.warnings()).isEqualTo(warning == null ? List.of() : List.of(warning));
    }

    @Test
    void aPeriodicTokenIsProlongedPastEveryMaximumButTheExplicitOne() {
        Instant muchLater = ISSUED.plusSeconds(10 * SYSTEM_SECONDS);

        assertThat(TokenLifetime.compute(terms(0, 60, 0, 0, 60, 0, 60), LeaseTtls.USUAL, ISSUED, muchLater)
                        .ttl())
                .isEqualTo(Duration.ofSeconds(60));
        assertThatThrownBy(() ->
                        TokenLifetime.compute(terms(0, 60, 0, 0, 60, 3_600, 60), LeaseTtls.USUAL, ISSUED, muchLater))
                .isInstanceOf(Fault.class)
                .hasMessage("past the max TTL, cannot renew");
    }

    @Test
    void whatIsPastItsMaximumIsNeverProlongedNotEvenForAMoment() {
        for (long late : List.of(0L, 1L, 999L, 1_000L, 1_000_000_000L)) {
            Instant now = ISSUED.plusSeconds(60).plusMillis(late);
            assertThatThrownBy(() -> TokenLifetime.compute(terms(0, 0, 0, 60, 60, 0, 0), LeaseTtls.USUAL, ISSUED, now))
                    .as("%d ms late", late)
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.status()).isEqualTo(500));
        }
    }

    @RepeatedTest(10)
    void noTokenOutlivesAnyOfItsLimits() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 1_000; i++) {
            TokenLifetime.Terms terms = anyTerms(random);
            Instant now = ISSUED.plusMillis(random.nextBoolean() ? 0 : Math.abs(edge(random) % 100_000_000) * 997);
            check("seed " + seed + ", " + terms + " at " + now, terms, now);
        }
    }

    private static void check(String what, TokenLifetime.Terms terms, Instant now) {
        Instant limit = limit(terms);
        TokenLifetime lifetime;
        try {
            lifetime = TokenLifetime.compute(terms, LeaseTtls.USUAL, ISSUED, now);
        } catch (Fault past) {
            assertThat(past.status()).as(what).isEqualTo(500);
            assertThat(now.plusSeconds(1)).as(what).isAfter(limit);
            return;
        }
        assertThat(lifetime.ttl()).as(what).isPositive();
        assertThat(lifetime.ttl().getNano()).as(what).isZero();
        assertThat(lifetime.ttl()).as(what).isLessThanOrEqualTo(wanted(terms));
        assertThat(now.plus(lifetime.ttl()).minusSeconds(1)).as(what).isBefore(limit);
        if (!lifetime.warnings().isEmpty()) {
            assertThat(lifetime.ttl()).as(what).isLessThan(wanted(terms));
        }
        if (lifetime.ttl().plusSeconds(1).compareTo(wanted(terms)) < 0) {
            assertThat(lifetime.warnings()).as(what).isNotEmpty();
        }
    }

    /** The first moment at which the token must be dead: of a periodic one, counted from now for all but the explicit maximum. */
    private static Instant limit(TokenLifetime.Terms terms) {
        Instant explicit = terms.explicitMaxTtl().isZero() ? Instant.MAX : ISSUED.plus(terms.explicitMaxTtl());
        if (!terms.period().isZero()) {
            return explicit;
        }
        Instant byMount = ISSUED.plus(terms.mount().effectiveMaxTtl(LeaseTtls.USUAL));
        Instant byAccount = terms.maxTtl().isZero() ? Instant.MAX : ISSUED.plus(terms.maxTtl());
        return Stream.of(explicit, byMount, byAccount).min(Instant::compareTo).orElseThrow();
    }

    private static Duration wanted(TokenLifetime.Terms terms) {
        return Stream.of(
                        terms.period(),
                        terms.increment(),
                        terms.ttl(),
                        terms.mount().effectiveDefaultTtl(LeaseTtls.USUAL))
                .filter(each -> !each.isZero())
                .findFirst()
                .orElseThrow();
    }

    private static TokenLifetime.Terms anyTerms(Random random) {
        return terms(edge(random), edge(random), edge(random), edge(random), edge(random), edge(random), edge(random));
    }

    private static long edge(Random random) {
        return random.nextInt(4) == 0 ? random.nextInt(10_000_000) : EDGES[random.nextInt(EDGES.length)];
    }

    private static TokenLifetime.Terms terms(
            long mountDefault, long mountMax, long increment, long ttl, long maxTtl, long explicitMax, long period) {
        MountConfig untuned = MountConfig.UNTUNED;
        MountConfig mount = new MountConfig(
                Duration.ofSeconds(mountDefault),
                Duration.ofSeconds(mountMax),
                untuned.tokenType(),
                untuned.listingVisibility(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null);
        return new TokenLifetime.Terms(
                mount,
                Duration.ofSeconds(increment),
                Duration.ofSeconds(ttl),
                Duration.ofSeconds(maxTtl),
                Duration.ofSeconds(explicitMax),
                Duration.ofSeconds(period));
    }
}
