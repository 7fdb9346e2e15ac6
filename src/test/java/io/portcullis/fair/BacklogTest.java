package io.portcullis.fair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BacklogTest {

    private static final long ROOM = Long.MAX_VALUE;

    private final Backlog<Piece> backlog = new Backlog<>();

    /** Work, written {@code namespace/mount/source:name*expansions}. */
    private record Piece(Origin origin, long expansions, String text) implements Backlog.Work {

        static Piece of(String text) {
            String[] parts = text.split("[/:*]");
            return new Piece(
                    new Origin(parts[0], parts[1], Integer.parseInt(parts[2])), Long.parseLong(parts[4]), parts[3]);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource({
        "one source is served as it came,           n/m/1:a*1 n/m/1:b*9 n/m/1:c*1,                             a b c",
        "sources take turns,                        n/m/1:a*1 n/m/1:b*1 n/m/1:c*1 n/m/2:x*1 n/m/2:y*1,         a x b y c",
        "mounts take turns,                         n/m/1:a*1 n/m/2:b*1 n/m/3:c*1 n/o/1:x*1 n/o/1:y*1,         a x b y c",
        "namespaces take turns,                     n/m/1:a*1 n/o/2:b*1 n/p/3:c*1 q/m/1:x*1 q/m/1:y*1,         a x b y c",
        "mounts of one name are not one mount,      n/m/1:a*1 n/m/1:b*1 q/m/1:x*1 n/o/1:c*1,                   a x c b",
        "dear work counts for what it costs,        n/m/1:a*4 n/m/1:b*4 q/m/1:t*1 q/m/1:u*1 q/m/1:v*1 q/m/1:w*1 q/m/1:x*1, a t u v w b x",
        "a level counts the work of all below it,   n/m/1:a*2 n/o/1:b*2 q/m/1:w*1 q/m/1:x*1 q/m/1:y*1,         a w x b y",
    })
    void turns(String rule, String pieces, String order) {
        for (String piece : pieces.split(" ")) {
            add(piece);
        }

        assertThat(served(Integer.MAX_VALUE)).as(rule).containsExactly(order.split(" "));
    }

    @Test
    void newcomerHasItsTurnNextHoweverManyWait() {
        for (int i = 0; i < 100; i++) {
            add("n/m/1:a*1");
        }
        served(50);
        add("q/m/1:x*1");

        assertThat(served(2)).contains("x");
    }

    @Test
    void whoCameBackAfterItsTurnIsNotAheadOfWhoWaits() {
        add("n/m/1:a*8");
        add("n/m/1:b*8");
        add("q/m/1:x*8");
        add("r/m/1:r*8");

        // b starts at 8, and so does y, which comes later
        assertThat(served(3)).containsExactly("a", "x", "r");
        add("q/m/1:y*8");

        assertThat(served(2)).containsExactly("b", "y");
    }

    @Test
    void whoWasAwayDoesNotSaveTurnsUp() {
        add("n/m/1:a*1");
        add("q/m/1:x*1");
        for (int i = 0; i < 100; i++) {
            add("n/m/1:a*1");
        }
        served(60);
        for (int i = 0; i < 100; i++) {
            add("q/m/1:x*1");
        }

        assertThat(served(20).stream().filter("x"::equals)).hasSizeBetween(10, 11);
    }

    @Test
    void whatIsDroppedCountsForNothing() {
        add("n/m/1:a*8");
        add("n/m/1:b*1");
        add("n/m/1:c*1");
        add("q/m/1:x*2");
        add("q/m/1:y*1");

        assertThat(backlog.dropFirst()).hasToString("a");

        assertThat(backlog.expansions()).isEqualTo(5);
        assertThat(served(4)).containsExactly("b", "x", "c", "y");
    }

    @Test
    void oneMayAlwaysWait() {
        assertThat(backlog.admit(Piece.of("n/m/1:a*100"), 1)).contains(List.of());
        assertThat(backlog.admit(Piece.of("n/m/1:b*100"), 1)).isEmpty();
        assertThat(backlog.expansions()).isEqualTo(100);
    }

    @Test
    void roomMayBeFilledToTheLast() {
        add("n/m/1:a*6");
        assertThat(backlog.admit(Piece.of("n/m/1:b*4"), 10)).contains(List.of());
        assertThat(backlog.admit(Piece.of("n/m/1:c*1"), 10)).isEmpty();
    }

    /** What waits fills the room; {@code -} is: nobody is put out, and the newcomer refused. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "the last of the heaviest source of the heaviest mount of the heaviest namespace, "
                + "n/m/1:a*1 n/m/2:b*1 n/m/2:c*1 n/m/1:d*1 n/m/2:e*1 n/o/1:f*1, q/m/1:x*1, e",
        "the newcomer if its source is the heaviest,          n/m/1:a*1 n/m/1:b*1,                     n/m/1:x*1, -",
        "a mount of the same namespace,                       n/m/1:a*1 n/m/1:b*1,                     n/o/1:x*1, b",
        "a source of the same mount,                          n/m/1:a*1 n/m/1:b*1 n/m/2:c*1,           n/m/3:x*1, b",
        "nobody that has no more than the newcomer would,     n/m/1:a*1 q/m/1:b*1,                     r/m/1:x*1, -",
        "nobody for who would have as much,                   n/m/1:a*1 n/m/1:b*1 q/m/1:c*1,           q/m/1:x*1, -",
        "its own heaviest source where its namespace is one of the heaviest, "
                + "n/m/1:a*1 n/m/1:b*1 n/m/1:c*1 q/m/1:d*1 q/m/1:e*1 q/m/1:f*1,                        q/m/2:x*1, f",
        "not a mount that is heavier in a lighter namespace,  n/m/1:a*1 n/m/1:b*1 q/m/1:c*1 q/o/1:d*1 q/p/1:e*1, r/m/1:x*1, e",
        "as many as the newcomer needs,                       n/m/1:a*2 n/m/1:b*2 n/m/1:c*2 n/m/1:d*2, q/m/1:x*3, c d",
        "spread over the sources of the heaviest,             n/m/1:a*2 n/m/2:b*2 n/m/2:c*2 n/m/1:d*2 n/m/3:e*1, q/m/1:x*6, d c b",
        "one that is dearer than the newcomer,                n/m/1:a*9 q/m/1:b*1,                     r/m/1:x*2, a",
        "nobody for a newcomer that is dearer than its share, n/m/1:a*1 n/m/1:b*1 q/m/1:c*1,           r/m/1:x*2, -",
    })
    void putOut(String who, String pieces, String newcomer, String putOut) {
        for (String piece : pieces.split(" ")) {
            add(piece);
        }
        long room = backlog.expansions();
        int size = backlog.size();

        Optional<List<Piece>> out = backlog.admit(Piece.of(newcomer), room);

        assertThat(out.isPresent()).as(who).isNotEqualTo(putOut.equals("-"));
        out.ifPresent(left -> assertThat(left).map(Piece::text).containsExactlyInAnyOrder(putOut.split(" ")));
        assertThat(backlog.expansions()).isLessThanOrEqualTo(room);
        assertThat(backlog.size())
                .isEqualTo(size + out.map(left -> 1 - left.size()).orElse(0));
        assertThat(served(Integer.MAX_VALUE).contains("x")).isEqualTo(out.isPresent());
    }

    @Test
    void roomThatShrankPutsNobodyOutButIsNotExceededFurther() {
        for (int i = 0; i < 10; i++) {
            add("n/m/1:a*2");
        }

        assertThat(backlog.admit(Piece.of("q/m/1:x*4"), 8).orElseThrow()).hasSize(2);
        assertThat(backlog.expansions()).isEqualTo(20);
    }

    @Test
    void whatIsOverIsDroppedWhereMostWaits() {
        for (String piece : "n/m/1:a*1 n/m/1:b*1 n/m/1:a*1 q/m/1:a*1".split(" ")) {
            add(piece);
        }

        assertThat(backlog.sizeOfHeaviest()).isEqualTo(3);
        backlog.dropOfHeaviest(piece -> piece.text().equals("a"));

        assertThat(served(Integer.MAX_VALUE)).containsExactly("b", "a");
        assertThat(backlog.sizeOfHeaviest()).isZero();
    }

    @Test
    void originsThatComeAndGoLeaveNothing() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        int most = 0;
        add("first/m/1:a*1");
        for (int i = 0; i < 200_000; i++) {
            backlog.admit(passing(random, i), ROOM);
            while (backlog.size() > 8 + i % 64) {
                leave(random.nextInt(4) == 0);
            }
            if (i % 997 == 0) {
                most = Math.max(most, backlog.kept());
            }
        }

        // 72 that wait with their namespaces and mounts, and what is remembered beside each of these
        assertThat(most).as("seed %d", seed).isLessThan(10 * FinishTags.MOST);
        served(Integer.MAX_VALUE);
        assertThat(backlog.kept()).as("seed %d", seed).isZero();
        assertThat(backlog.expansions()).as("seed %d", seed).isZero();
    }

    /** A new namespace, a new mount of one that never rests, or a new one of both. */
    private static Piece passing(Random random, int i) {
        String namespace = random.nextBoolean() ? "n" + i : "busy";
        String mount = random.nextBoolean() ? "m" + i : "busy";
        return new Piece(new Origin(namespace, mount, i % Origin.SOURCES), 1 + random.nextInt(9), "p");
    }

    private void leave(boolean dropped) {
        if (dropped) {
            backlog.dropFirst();
        } else {
            backlog.serveFirst();
        }
    }

    @Test
    void treeAgreesWithAPlainListOfWhatWaits() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        List<Piece> model = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            Piece piece = new Piece(
                    new Origin("n" + random.nextInt(5), "m" + random.nextInt(3), random.nextInt(3)),
                    1 + random.nextInt(20),
                    "" + i);
            if (random.nextInt(3) > 0) {
                backlog.admit(piece, 300).ifPresent(out -> {
                    model.removeAll(out);
                    model.add(piece);
                });
            } else if (!backlog.isEmpty()) {
                Piece first = random.nextBoolean() ? backlog.serveFirst() : backlog.dropFirst();
                assertThat(model.stream()
                                .filter(each -> each.origin().equals(first.origin()))
                                .findFirst())
                        .as("seed %d", seed)
                        .contains(first);
                model.remove(first);
            }
            assertThat(backlog.size()).as("seed %d", seed).isEqualTo(model.size());
            assertThat(backlog.expansions())
                    .as("seed %d", seed)
                    .isEqualTo(model.stream().mapToLong(Piece::expansions).sum())
                    .isLessThanOrEqualTo(300);
        }
    }

    private void add(String piece) {
        assertThat(backlog.admit(Piece.of(piece), ROOM)).contains(List.of());
    }

    private List<String> served(int most) {
        List<String> served = new ArrayList<>();
        while (served.size() < most && backlog.first().isPresent()) {
            Piece first = backlog.first().orElseThrow();
            assertThat(backlog.serveFirst()).isSameAs(first);
            served.add(first.text());
        }
        return served;
    }
}
