package io.portcullis.lockout;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.testing.ScriptRunner;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code unlock.lua}. */
class UnlockScriptTest {

    private static final long THRESHOLD = 3;
    private static final long DURATION = 60_000;

    private final ScriptRunner script = new ScriptRunner(Unlocking.class, "unlock.lua", FailureStore.FAILURES);
    private final String failing = script.key("failing");
    private final String counted = script.key("counted");
    private final String phantoms = script.key("ph");
    private final String events = script.key("events");

    @AfterEach
    void close() {
        script.close();
    }

    private String counter(String name) {
        return script.key("f:" + name);
    }

    private void account(String name, long count, long last, boolean marked) throws Exception {
        script.command("HSET", counter(name), "count", "" + count, "last", "" + last);
        if (marked) {
            script.command("HSET", counter(name), "lockedAt", "" + last);
        }
        script.command("ZADD", counted, "0", name + " " + count + " " + last + " 0 0");
        script.command("ZADD", failing, "" + (last + DURATION), name);
    }

    private void phantom(String name, long last) throws Exception {
        script.command("HSET", counter(name), "count", "9", "last", "" + last, "lockedAt", "" + last);
        script.command("ZADD", phantoms, "" + last, name);
    }

    private long unlock(Object threshold, int separates, String... names) throws Throwable {
        List<String> keys = new ArrayList<>(List.of(failing, counted, phantoms, events));
        List<Object> arguments = new ArrayList<>(List.of(threshold, DURATION, separates));
        for (String name : names) {
            keys.add(counter(name));
            arguments.add(name);
            arguments.add(name);
        }
        return script.run(keys, arguments.toArray()).number();
    }

    /** Kind, why and name of each event. */
    private List<String> events() throws Exception {
        List<String> told = new ArrayList<>();
        for (Object entry : (List<?>) script.command("XRANGE", events, "-", "+")) {
            List<?> fields = (List<?>) ((List<?>) entry).get(1);
            told.add(fields.get(1) + " " + fields.get(3) + " " + fields.get(5));
        }
        return told;
    }

    private long left() throws Exception {
        return (Long) script.command("ZCARD", counted)
                + (Long) script.command("ZCARD", failing)
                + (Long) script.command("ZCARD", phantoms);
    }

    @Test
    void whoIsLockedIsUnlockedAndThatIsTold() throws Throwable {
        account("ada", 3, script.now(), true);

        assertThat(unlock(THRESHOLD, 0, "ada")).isEqualTo(1);

        assertThat(left()).isZero();
        assertThat(script.command("EXISTS", counter("ada"))).isEqualTo(0L);
        assertThat(events()).containsExactly("unlocked unlock ada");
        assertThat(unlock(THRESHOLD, 0, "ada")).as("again").isZero();
        assertThat(events()).hasSize(1);
    }

    @Test
    void whatIsBelowTheThresholdIsForgottenAndNotTold() throws Throwable {
        account("ada", 2, script.now(), false);

        assertThat(unlock(THRESHOLD, 0, "ada")).isZero();

        assertThat(left()).isZero();
        assertThat(script.command("EXISTS", counter("ada"))).isEqualTo(0L);
        assertThat(events()).isEmpty();
    }

    @Test
    void whoeverALoweredThresholdLockedIsUnlockedToo() throws Throwable {
        account("ada", 2, script.now(), false);

        assertThat(unlock(2, 0, "ada")).isEqualTo(1);
        assertThat(events()).containsExactly("unlocked unlock ada");
    }

    @Test
    void aLockThatHadRunOutIsToldAsThat() throws Throwable {
        account("ada", 3, script.now() - DURATION, true);

        assertThat(unlock(THRESHOLD, 0, "ada")).isZero();
        assertThat(events()).containsExactly("expired time ada");
    }

    @Test
    void bothSidesAreForgottenAndTheOtherIsALockWhereNetworksAreTrusted() throws Throwable {
        long now = script.now();
        script.command("HSET", counter("ada"), "ocount", "3", "olast", "" + now);

        assertThat(unlock(THRESHOLD, 1, "ada")).isEqualTo(1);
        assertThat(script.command("EXISTS", counter("ada"))).isEqualTo(0L);

        script.command("HSET", counter("ada"), "ocount", "3", "olast", "" + now);
        assertThat(unlock(THRESHOLD, 0, "ada")).isZero();
        assertThat(script.command("EXISTS", counter("ada"))).isEqualTo(0L);
    }

    @Test
    void aNameThatNoAccountHasIsForgottenAndNeitherCountedNorTold() throws Throwable {
        phantom("ghost", script.now());

        assertThat(unlock(THRESHOLD, 0, "ghost")).isZero();

        assertThat(left()).isZero();
        assertThat(script.command("EXISTS", counter("ghost"))).isEqualTo(0L);
        assertThat(events()).isEmpty();
    }

    @Test
    void whereNobodyIsLockedOutCountersGoAllTheSame() throws Throwable {
        account("ada", 3, script.now(), false);

        assertThat(unlock("", 0, "ada")).isZero();
        assertThat(left()).isZero();
    }

    @Test
    void manyNamesGoTogetherAndOthersStay() throws Throwable {
        long now = script.now();
        account("a", 3, now, true);
        account("ab", 3, now, true);
        account("b", 1, now, false);
        phantom("ghost", now);
        account("other", 3, now, true);

        assertThat(unlock(THRESHOLD, 0, "a", "ghost", "b", "never-seen")).isEqualTo(1);

        assertThat((List<?>) script.command("ZRANGE", failing, "0", "-1"))
                .asString()
                .isEqualTo("[ab, other]");
        assertThat(script.command("ZCARD", counted)).isEqualTo(2L);
    }
}
