package io.portcullis.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Where paths lead in trees of namespaces, and what is below what: beside a linear search. */
class NamespaceTreeTest {

    private static final String[] SEGMENTS = {"a", "b", "a-", "ab", "B", "大", "💪", "sys", "auth"};

    private static NamespaceTree put(NamespaceTree tree, Namespace namespace) {
        return NamespaceTree.KIND.put(tree, namespace.id(), NamespaceTree.encode(namespace));
    }

    private static NamespaceTree remove(NamespaceTree tree, Namespace namespace) {
        return NamespaceTree.KIND.remove(tree, namespace.id());
    }

    private static String path(Random random, int most) {
        StringBuilder path = new StringBuilder();
        for (int depth = random.nextInt(most + 1); depth > 0; depth--) {
            path.append(SEGMENTS[random.nextInt(SEGMENTS.length)]).append('/');
        }
        return path.toString();
    }

    /** A random tree in which every parent is there. */
    private static List<Namespace> some(Random random) {
        Map<String, Namespace> pathToNamespace = new TreeMap<>();
        for (int i = random.nextInt(25); i > 0; i--) {
            String path = path(random, 4);
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                String prefix = path.substring(0, slash + 1);
                pathToNamespace.computeIfAbsent(
                        prefix,
                        at -> new Namespace(
                                "id" + (pathToNamespace.size() + 100), "u", at, random.nextInt(9) == 0, Map.of()));
            }
        }
        return List.copyOf(pathToNamespace.values());
    }

    private static NamespaceTree tree(List<Namespace> namespaces, Random random) {
        List<Namespace> shuffled = new ArrayList<>(namespaces);
        Collections.shuffle(shuffled, random);
        NamespaceTree tree = NamespaceTree.KIND.empty();
        for (Namespace namespace : shuffled) {
            tree = put(tree, namespace);
        }
        return tree;
    }

    @Test
    void aPathLeadsIntoTheLongestNamespaceThatItBeginsWith() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 150; round++) {
            List<Namespace> namespaces = some(random);
            NamespaceTree tree = tree(namespaces, random);
            for (int i = 0; i < 30; i++) {
                Namespace from = namespaces.isEmpty() || random.nextInt(3) == 0
                        ? Namespace.ROOT
                        : namespaces.get(random.nextInt(namespaces.size()));
                String path = path(random, 5) + (random.nextBoolean() ? "login" : "");

                NamespaceTree.Located located = tree.locate(from, path);

                Namespace expected = namespaces.stream()
                        .filter(each -> each.path().length() > from.path().length()
                                && (from.path() + path).startsWith(each.path()))
                        .max(Comparator.comparingInt(each -> each.path().length()))
                        .orElse(from);
                assertThat(located.namespace())
                        .as("from %s to %s in %s, seed %d", from, path, namespaces, seed)
                        .isEqualTo(expected);
                assertThat(from.path() + path.substring(0, located.start())).isEqualTo(expected.path());
            }
        }
    }

    @Test
    void whatIsBelowIsWhatBeginsWithThePath() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 100; round++) {
            List<Namespace> namespaces = new ArrayList<>(some(random));
            NamespaceTree tree = tree(namespaces, random);
            List<Namespace> leaves = namespaces.stream()
                    .filter(each -> namespaces.stream()
                            .noneMatch(other -> other != each && other.path().startsWith(each.path())))
                    .toList();
            for (Namespace leaf : leaves) {
                if (random.nextBoolean()) {
                    namespaces.remove(leaf);
                    tree = remove(remove(tree, leaf), leaf);
                }
            }

            List<Namespace> all = new ArrayList<>(namespaces);
            all.add(Namespace.ROOT);
            for (Namespace namespace : all) {
                List<Namespace> below = namespaces.stream()
                        .filter(each -> each != namespace && each.path().startsWith(namespace.path()))
                        .sorted(Comparator.comparing(Namespace::path, PerNamespace.ORDER))
                        .toList();
                assertThat(tree.allBelow(namespace)).as("seed %d", seed).containsExactlyElementsOf(below);
                assertThat(tree.below(namespace))
                        .as("seed %d", seed)
                        .containsExactlyElementsOf(below.stream()
                                .filter(each -> each.parentPath().equals(namespace.path()))
                                .toList());
                assertThat(tree.at(namespace.path())).contains(namespace);
                assertThat(tree.withId(namespace.id())).contains(namespace);
                assertThat(tree.isOpen(namespace.id())).isEqualTo(!namespace.tainted());
            }
            assertThat(tree.tainted())
                    .containsExactlyInAnyOrderElementsOf(
                            namespaces.stream().filter(Namespace::tainted).toList());
        }
    }

    @Test
    void whatIsGoneIsNotOpenAndTheFirstNamespaceAlwaysIs() {
        Namespace a = new Namespace("aB3dE", "u", "a/", false, Map.of());
        NamespaceTree tree = put(NamespaceTree.KIND.empty(), a);

        assertThat(remove(tree, a).isOpen("aB3dE")).isFalse();
        assertThat(remove(tree, a).at("a/")).isEmpty();
        assertThat(NamespaceTree.KIND.empty().isOpen(Namespace.ROOT_ID)).isTrue();
        assertThat(tree.at("")).contains(Namespace.ROOT);
        assertThat(tree.at("a")).isEmpty();
        assertThat(tree.at("A/")).isEmpty();
    }
}
