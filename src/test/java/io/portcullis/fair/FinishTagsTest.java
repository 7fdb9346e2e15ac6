package io.portcullis.fair;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FinishTagsTest {

    private final FinishTags tags = new FinishTags();

    @Test
    void whoIsUnknownStartsNow() {
        assertThat(tags.recall("a", 7)).isEqualTo(7);
    }

    @Test
    void whoComesBackStartsWhereItStood() {
        tags.remember("a", 9, 7);

        assertThat(tags.recall("a", 8)).isEqualTo(9);
        assertThat(tags.recall("a", 8)).isEqualTo(8);
        assertThat(tags.size()).isZero();
    }

    @Test
    void whatHasBeenReachedIsForgotten() {
        tags.remember("a", 9, 7);
        tags.remember("b", 10, 7);

        tags.forget(9);

        assertThat(tags.size()).isEqualTo(1);
        assertThat(tags.recall("b", 9)).isEqualTo(10);
    }

    @Test
    void whoStoodNowIsNotRemembered() {
        assertThat(tags.remember("a", 7, 7)).isEqualTo(7);
        assertThat(tags.size()).isZero();
    }

    @Test
    void twoMayStandAtTheSameTime() {
        tags.remember("a", 9, 7);
        tags.remember("b", 9, 7);

        assertThat(tags.recall("a", 7)).isEqualTo(9);
        assertThat(tags.recall("b", 7)).isEqualTo(9);
    }

    @Test
    void timeGoesOnToTheLeastWhenThereAreTooMany() {
        long now = 0;
        for (int i = 1; i <= FinishTags.MOST; i++) {
            now = tags.remember(i, 100 + i, now);
        }
        assertThat(now).isZero();

        now = tags.remember("one more", 1_000, now);

        assertThat(now).isEqualTo(101);
        assertThat(tags.size()).isEqualTo(FinishTags.MOST);
        assertThat(tags.recall(1, now)).isEqualTo(101);
        assertThat(tags.recall(2, now)).isEqualTo(102);
    }
}
