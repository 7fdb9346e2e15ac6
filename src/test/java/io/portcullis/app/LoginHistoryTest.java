package io.portcullis.app;

import static io.portcullis.app.LoginHistory.Kind.LOCKED;
import static io.portcullis.app.LoginHistory.Kind.PERHAPS_WRONG;
import static io.portcullis.app.LoginHistory.Kind.TOKEN;
import static io.portcullis.app.LoginHistory.Kind.UNLOCKED;
import static io.portcullis.app.LoginHistory.Kind.WRONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.app.LoginHistory.Attempt;
import io.portcullis.app.LoginHistory.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The judge of the storms, judged. */
class LoginHistoryTest {

    private static final int ROUNDS = 3_000;

    private final List<Attempt> attempts = new ArrayList<>();

    private LoginHistoryTest saw(Kind kind, long begun, long ended) {
        attempts.add(Attempt.of(kind, begun, ended));
        return this;
    }

    private boolean possible(int threshold) {
        return new LoginHistory(attempts).isPossible(threshold);
    }

    @Test
    void oneWrongAnswerTooManyIsImpossible() {
        saw(WRONG, 0, 10).saw(WRONG, 0, 10);
        assertThat(possible(2)).isTrue();

        saw(WRONG, 0, 10);
        assertThat(possible(2)).isFalse();
        assertThat(possible(3)).isTrue();
    }

    @Test
    void aLockBeforeTheLastFailureWasSentIsImpossible() {
        saw(WRONG, 0, 10).saw(LOCKED, 5, 20).saw(WRONG, 15, 30);
        assertThat(possible(2)).isTrue();

        saw(LOCKED, 5, 14);
        assertThat(possible(2)).isFalse();
    }

    @Test
    void aTokenAfterTheLockIsImpossibleAndOneBesideItIsNot() {
        saw(WRONG, 0, 10).saw(LOCKED, 12, 20);
        saw(TOKEN, 5, 30);
        assertThat(possible(1)).isTrue();

        attempts.clear();
        saw(WRONG, 0, 10).saw(LOCKED, 12, 20).saw(TOKEN, 11, 30);
        assertThat(possible(1)).isFalse();
    }

    @Test
    void aTokenBetweenGivesAFullBudgetAgainAndOneBeforeDoesNot() {
        saw(WRONG, 0, 10).saw(TOKEN, 11, 20).saw(WRONG, 21, 30).saw(WRONG, 21, 30);
        assertThat(possible(2)).isTrue();

        attempts.clear();
        saw(TOKEN, 0, 9).saw(WRONG, 10, 20).saw(WRONG, 10, 20).saw(WRONG, 10, 20);
        assertThat(possible(2)).isFalse();
    }

    @Test
    void anUnlockGivesAFullBudgetAgain() {
        saw(WRONG, 0, 10)
                .saw(LOCKED, 11, 12)
                .saw(UNLOCKED, 13, 20)
                .saw(WRONG, 14, 30)
                .saw(LOCKED, 31, 40);
        assertThat(possible(1)).isTrue();

        saw(TOKEN, 31, 50);
        assertThat(possible(1)).isFalse();
    }

    @Test
    void whatWasNotAnsweredMayHaveCountedOrNot() {
        saw(PERHAPS_WRONG, 0, 0);
        assertThat(possible(1)).isTrue();

        saw(LOCKED, 5, 10);
        assertThat(possible(1)).as("it has").isTrue();
        attempts.remove(1);
        saw(TOKEN, 5, 10);
        assertThat(possible(1)).as("it has not").isTrue();
        attempts.remove(1);
        attempts.add(Attempt.of(PERHAPS_WRONG, 20, 0));
        saw(LOCKED, 5, 10);
        assertThat(possible(2)).as("the second was not sent yet").isFalse();
    }

    /** A counter in plain Java answers at a moment within each attempt: possible. */
    @RepeatedTest(20)
    void whatACounterAnsweredIsPossible() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int threshold = 1 + random.nextInt(6);
        long[] moments = random.longs(150, 0, 10_000).sorted().toArray();
        int failures = 0;
        for (long moment : moments) {
            boolean right = random.nextInt(12) == 0;
            Kind kind = failures >= threshold ? (right ? UNLOCKED : LOCKED) : right ? TOKEN : WRONG;
            failures = kind == WRONG ? failures + 1 : kind == LOCKED ? failures : 0;
            saw(kind, moment - random.nextInt(400), moment + random.nextInt(400));
        }

        assertThat(possible(threshold)).as("seed " + seed).isTrue();
    }

    /** Against all orders of a few attempts. */
    @Test
    void itFindsWhatAllOrdersFind() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int possible = 0;
        for (int round = 0; round < ROUNDS; round++) {
            attempts.clear();
            for (int i = 0; i < 6; i++) {
                Kind kind = List.of(WRONG, WRONG, LOCKED, TOKEN).get(random.nextInt(4));
                long begun = random.nextInt(20);
                saw(kind, begun, begun + random.nextInt(12));
            }
            boolean byAllOrders = anyOrder(new ArrayList<>(attempts), 0, 2);
            assertThat(possible(2)).as("seed " + seed + " " + attempts).isEqualTo(byAllOrders);
            possible += byAllOrders ? 1 : 0;
        }
        assertThat(possible).as("seed " + seed).isBetween(ROUNDS / 100, ROUNDS - ROUNDS / 100);
    }

    private static boolean anyOrder(List<Attempt> left, int failures, int threshold) {
        if (left.isEmpty()) {
            return true;
        }
        for (Attempt next : left) {
            boolean first = left.stream().noneMatch(other -> other.ended() < next.begun());
            boolean fits = (next.kind() == LOCKED) == (failures >= threshold);
            if (first && fits) {
                List<Attempt> rest = new ArrayList<>(left);
                rest.remove(next);
                int then = next.kind() == WRONG ? failures + 1 : next.kind() == TOKEN ? 0 : failures;
                if (anyOrder(rest, then, threshold)) {
                    return true;
                }
            }
        }
        return false;
    }
}
