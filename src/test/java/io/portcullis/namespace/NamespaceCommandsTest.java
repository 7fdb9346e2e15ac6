package io.portcullis.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.control.Change;
import io.portcullis.control.Snapshot;
import io.portcullis.control.View;
import io.portcullis.control.Views;
import io.portcullis.fault.Fault;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What creating, changing and deleting namespaces do to a control plane. */
class NamespaceCommandsTest {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Something that has any number of entries, and remembers what it was asked. */
    private static final class Things implements NamespaceContent {
        private final List<String> begun = new ArrayList<>();
        private final List<Integer> asked = new ArrayList<>();
        private int left;

        Things(int left) {
            this.left = left;
        }

        @Override
        public void begin(Snapshot snapshot, String namespaceId, Instant now, Change<?> change) {
            begun.add(namespaceId);
        }

        @Override
        public int end(Snapshot snapshot, String namespaceId, Instant now, int most, Change<?> change) {
            asked.add(most);
            int ended = Math.min(most, left);
            left -= ended;
            return ended;
        }
    }

    private static Namespace find(View view, String path) {
        return NamespaceTree.of(view).at(path).orElseThrow();
    }

    private static Change<Namespace> write(View view, String parent, String name, Map<String, String> metadata) {
        return NamespaceCommands.write(view, find(view, parent), name, metadata, List.of(), RANDOM);
    }

    private static View with(String... paths) {
        View view = Views.empty();
        for (String path : paths) {
            String bare = path.substring(0, path.length() - 1);
            int slash = bare.lastIndexOf('/') + 1;
            view = Views.after(view, write(view, bare.substring(0, slash), bare.substring(slash), Map.of()));
        }
        return view;
    }

    private static View tainted(View view, String name) {
        return Views.after(view, NamespaceCommands.taint(view, Namespace.ROOT, name));
    }

    private static void refused(ThrowingCallable command, String text) {
        assertThatThrownBy(command).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.status()).isEqualTo(400);
            assertThat(fault.getMessage()).isEqualTo(text);
        });
    }

    @Test
    void aNewNamespaceHasAnIdOfItsOwnAndWhatAllBeginWith() {
        Things things = new Things(0);
        View before = with("a/");

        View after = Views.after(
                before,
                NamespaceCommands.write(before, find(before, "a/"), "b", Map.of("k", "v"), List.of(things), RANDOM));

        Namespace made = find(after, "a/b/");
        assertThat(made.id())
                .matches("[0-9A-Za-z]{5}")
                .isNotEqualTo(find(after, "a/").id());
        assertThat(made.uuid()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(made.customMetadata()).isEqualTo(Map.of("k", "v"));
        assertThat(made.tainted()).isFalse();
        assertThat(things.begun).containsExactly(made.id());
        assertThat(NamespaceTree.of(before).at("a/b/")).isEmpty();
    }

    @Test
    void whatIsThereKeepsItsIdAndGetsOtherMetadata() {
        View before = Views.after(with(), write(with(), "", "a", Map.of("k", "v")));
        Things things = new Things(0);

        View after = Views.after(
                before, NamespaceCommands.write(before, Namespace.ROOT, "a", Map.of(), List.of(things), RANDOM));

        assertThat(find(after, "a/")).isEqualTo(find(before, "a/").with(Map.of()));
        assertThat(things.begun).isEmpty();
        assertThat(Views.isNothing(write(after, "", "a", Map.of()))).isTrue();
    }

    @Test
    void namesDifferByCase() {
        View view = with("a/", "A/");

        assertThat(find(view, "a/").id()).isNotEqualTo(find(view, "A/").id());
    }

    @Test
    void aPatchIsOfWhatIsThere() {
        View view = with("a/");
        View after = Views.after(
                view, NamespaceCommands.patch(view, Namespace.ROOT, "a", before -> Map.of("was", "" + before.size())));

        assertThat(find(after, "a/").customMetadata()).isEqualTo(Map.of("was", "0"));
        assertThat(Views.isNothing(NamespaceCommands.patch(after, Namespace.ROOT, "a", before -> before)))
                .isTrue();
        refused(() -> NamespaceCommands.patch(view, Namespace.ROOT, "b", before -> before), "namespace not found");
    }

    @Test
    void whatHasChildrenStaysAlsoWhereTheyAreBeingDeleted() {
        View view = with("a/", "a/b/");
        String text = "unable to delete namespace containing child namespaces";

        refused(() -> NamespaceCommands.taint(view, Namespace.ROOT, "a"), text);
        View doomed = Views.after(view, NamespaceCommands.taint(view, find(view, "a/"), "b"));
        refused(() -> NamespaceCommands.taint(doomed, Namespace.ROOT, "a"), text);
    }

    @Test
    void whatIsBeingDeletedCannotBeChangedAndIsDeletedOnce() {
        View view = tainted(with("a/"), "a");
        String text = "namespace with that name exists and is currently tainted";

        assertThat(find(view, "a/").tainted()).isTrue();
        refused(() -> write(view, "", "a", Map.of()), text);
        refused(() -> NamespaceCommands.patch(view, Namespace.ROOT, "a", before -> before), text);
        assertThat(Views.isNothing(NamespaceCommands.taint(view, Namespace.ROOT, "a")))
                .isTrue();
        assertThat(Views.isNothing(NamespaceCommands.taint(view, Namespace.ROOT, "b")))
                .isTrue();
    }

    @Test
    void oneCommitTakesSoMuchAwayAndTheLastOneTheNamespace() {
        View view = tainted(with("a/"), "a");
        String id = find(view, "a/").id();
        Things first = new Things(700);
        Things second = new Things(600);
        int commits = 0;
        while (NamespaceTree.of(view).withId(id).isPresent()) {
            view = Views.after(view, NamespaceCommands.shrink(view, id, List.of(first, second)));
            commits++;
        }

        assertThat(first.asked).containsExactly(500, 500, 500);
        assertThat(second.asked).containsExactly(300, 500);
        assertThat(commits).isEqualTo(3);
        assertThat(view.snapshot().part(DeadNamespaces.KIND).contains(id)).isTrue();
        assertThat(view.snapshot().part(DeadNamespaces.KIND).unswept())
                .containsExactly(new DeadNamespaces.DeadNamespace(id, Views.NOW, false));
        assertThat(Views.isNothing(NamespaceCommands.shrink(view, id, List.of(first))))
                .isTrue();
    }

    @Test
    void exactlyAsMuchAsACommitTakesIsNotTakenForAll() {
        View view = tainted(with("a/"), "a");
        String id = find(view, "a/").id();
        Things things = new Things(500);

        View once = Views.after(view, NamespaceCommands.shrink(view, id, List.of(things)));
        View twice = Views.after(once, NamespaceCommands.shrink(once, id, List.of(things)));

        assertThat(NamespaceTree.of(once).withId(id)).isPresent();
        assertThat(NamespaceTree.of(twice).withId(id)).isEmpty();
    }

    @Test
    void whatIsNotBeingDeletedIsNotTakenApart() {
        View view = with("a/");

        assertThat(Views.isNothing(
                        NamespaceCommands.shrink(view, find(view, "a/").id(), List.of(new Things(3)))))
                .isTrue();
    }

    @Test
    void idsOfTheDeadAreNeverGivenAgain() {
        View view = with();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            view = Views.after(view, write(view, "", "a", Map.of()));
            String id = find(view, "a/").id();
            assertThat(ids.add(id)).isTrue();
            view = tainted(view, "a");
            view = Views.after(view, NamespaceCommands.shrink(view, id, List.of()));
        }
        DeadNamespaces dead = view.snapshot().part(DeadNamespaces.KIND);

        assertThat(ids).allMatch(dead::contains);
        SecureRandom again = new Again(ids.iterator().next());
        View last = view;
        Change<Namespace> change = NamespaceCommands.write(last, Namespace.ROOT, "a", Map.of(), List.of(), again);
        assertThat(ids).doesNotContain(find(Views.after(last, change), "a/").id());
    }

    /** Draws an id that was used before, then others. */
    private static final class Again extends SecureRandom {
        private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        private final transient java.util.ArrayDeque<Integer> first = new java.util.ArrayDeque<>();

        Again(String id) {
            id.chars().forEach(character -> first.add(BASE62.indexOf(character)));
        }

        @Override
        public java.util.stream.IntStream ints(long count, int from, int to) {
            return java.util.stream.IntStream.range(0, (int) count)
                    .map(i -> first.isEmpty() ? nextInt(to) : first.remove());
        }
    }
}
