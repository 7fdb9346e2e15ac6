package io.portcullis.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The index decides as one does who goes through all rules: 4.4. */
class AclOracleTest {

    private static final String TEMPLATE = "{{identity.entity.name}}";
    private static final int SETS = 800;
    private static final int PATHS = 30;

    @ParameterizedTest
    @ValueSource(longs = {1, 20_260_504, 77})
    void sharedRulesDecideAsInALinearSearch(long seed) {
        compare(seed, "", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "ab", "x"})
    void ownRulesDecideAsInALinearSearch(String name) {
        compare(4_711 + name.hashCode(), TEMPLATE, name);
    }

    private static void compare(long seed, String template, String name) {
        UnaryOperator<String> resolution = path -> path.replace(TEMPLATE, name);
        var random = new RandomPolicies(seed, template);
        for (int i = 0; i < SETS; i++) {
            List<List<PathBlock>> policies = random.policies();
            Acl acl = Policies.set("", policies).acl(new Viewpoint(Policies.named(name), Policies.NOW));
            var naive = new NaiveAcl(policies, resolution);
            for (int j = 0; j < PATHS; j++) {
                String path = resolution.apply(random.path(policies)).replaceFirst("^/+", "");
                Supplier<String> told = () -> "seed %d, policies %s, path %s"
                        .formatted(seed, policies.stream().map(PolicyHcl::of).toList(), path);
                for (boolean lists : new boolean[] {true, false}) {
                    assertThat(Acl.names(acl.permission(path, lists)))
                            .as(() -> told.get() + ", lists: " + lists)
                            .isEqualTo(naive.capabilities(path, lists));
                }
                String mount = (path + "/").replaceAll("/+", "/").replaceFirst("^/", "a/");
                assertThat(acl.touches(mount)).as(() -> told.get() + " touched").isEqualTo(naive.touches(mount));
            }
        }
    }
}
