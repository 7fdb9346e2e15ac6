package io.portcullis;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.portcullis.testing.OurClasses.named;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import io.portcullis.app.Node;
import io.portcullis.testing.OurClasses;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How the code is cut: which package may see which, and which libraries. */
class ArchitectureTest {

    /** Package to the packages of ours that it may import: what its {@code package-info} says. */
    private static final Map<String, Set<String>> ARROWS = new TreeMap<>(Map.ofEntries(
            Map.entry("fault", Set.of()),
            Map.entry("event", Set.of()),
            Map.entry("hcl", Set.of("fault")),
            Map.entry("secret", Set.of()),
            Map.entry("flow", Set.of()),
            Map.entry("version", Set.of()),
            Map.entry("field", Set.of("fault", "secret")),
            Map.entry("address", Set.of("fault")),
            Map.entry("redis", Set.of("flow", "fault")),
            Map.entry("seal", Set.of("fault", "secret")),
            Map.entry("bcrypt", Set.of()),
            Map.entry("fair", Set.of()),
            Map.entry("password", Set.of("bcrypt", "fair", "fault", "secret")),
            Map.entry("http", Set.of("flow", "fault", "field", "address")),
            Map.entry("control", Set.of("flow", "fault", "http", "redis", "seal")),
            Map.entry("namespace", Set.of("flow", "fault", "field", "http", "seal", "control")),
            Map.entry("policy", Set.of("fault", "hcl", "field", "http", "seal", "control", "namespace", "secret")),
            Map.entry(
                    "mount",
                    Set.of(
                            "flow",
                            "fault",
                            "field",
                            "address",
                            "http",
                            "redis",
                            "seal",
                            "control",
                            "namespace",
                            "policy",
                            "version")),
            Map.entry(
                    "lockout",
                    Set.of(
                            "event",
                            "flow",
                            "address",
                            "fault",
                            "field",
                            "http",
                            "redis",
                            "seal",
                            "control",
                            "namespace",
                            "mount")),
            Map.entry(
                    "token",
                    Set.of(
                            "flow",
                            "fault",
                            "field",
                            "address",
                            "http",
                            "redis",
                            "seal",
                            "control",
                            "namespace",
                            "policy",
                            "mount")),
            Map.entry(
                    "apilock",
                    Set.of(
                            "event",
                            "flow",
                            "fault",
                            "field",
                            "address",
                            "http",
                            "redis",
                            "seal",
                            "control",
                            "namespace",
                            "token")),
            Map.entry(
                    "tokenauth",
                    Set.of(
                            "fault",
                            "field",
                            "address",
                            "http",
                            "seal",
                            "control",
                            "namespace",
                            "policy",
                            "mount",
                            "token")),
            Map.entry(
                    "userpass",
                    Set.of(
                            "fault",
                            "secret",
                            "field",
                            "address",
                            "http",
                            "redis",
                            "seal",
                            "fair",
                            "password",
                            "control",
                            "namespace",
                            "lockout",
                            "mount",
                            "token")),
            Map.entry(
                    "system",
                    Set.of(
                            "fault",
                            "secret",
                            "version",
                            "field",
                            "address",
                            "http",
                            "redis",
                            "seal",
                            "control",
                            "namespace",
                            "policy",
                            "mount",
                            "token")),
            Map.entry(
                    "app",
                    Set.of(
                            "fault",
                            "secret",
                            "version",
                            "field",
                            "address",
                            "redis",
                            "http",
                            "seal",
                            "password",
                            "control",
                            "ops",
                            "namespace",
                            "apilock",
                            "lockout",
                            "policy",
                            "mount",
                            "token",
                            "tokenauth",
                            "userpass",
                            "openapi",
                            "system")),
            Map.entry("openapi", Set.of("field", "http", "control", "namespace", "mount", "version")),
            Map.entry(
                    "ops",
                    Set.of(
                            "address",
                            "http",
                            "redis",
                            "password",
                            "control",
                            "namespace",
                            "apilock",
                            "lockout",
                            "version")),
            Map.entry("dev", Set.of("fault", "secret")),
            Map.entry("config", Set.of("fault", "secret", "hcl", "address", "field", "redis", "password")),
            Map.entry("cli", Set.of("address", "version", "config"))));

    private static Set<String> packages() {
        return ARROWS.keySet();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void aPackageImportsOnlyWhatItSays(String name) {
        Set<String> allowed = new TreeSet<>(ARROWS.get(name));
        allowed.add(name);

        noClasses()
                .that()
                .resideInAPackage(named(name))
                .should()
                .dependOnClassesThat(resideInAPackage(OurClasses.ROOT + "..")
                        .and(not(resideInAnyPackage(named(allowed.toArray(String[]::new))))))
                .check(OurClasses.ALL);
    }

    @Test
    void everyPackageIsInTheTableAndSaysWhatItIs() {
        Set<String> found = new TreeSet<>();
        for (JavaClass each : OurClasses.ALL) {
            String name = each.getPackageName();
            if (!name.equals(OurClasses.ROOT)) {
                found.add(name.substring(OurClasses.ROOT.length() + 1));
            }
            assertThat(each.getPackage().tryGetPackageInfo())
                    .as("package-info of %s", name)
                    .isPresent();
            assertThat(each.getPackage().isAnnotatedWith(NullMarked.class))
                    .as("%s is null-marked", name)
                    .isTrue();
        }
        assertThat(found).isEqualTo(ARROWS.keySet());
    }

    @Test
    void thereAreNoCycles() {
        slices().matching(OurClasses.ROOT + ".(*)..").should().beFreeOfCycles().check(OurClasses.ALL);
    }

    @Test
    void onlyTheGatewayKnowsTheRedisClient() {
        only("io.vertx.redis..", "redis");
    }

    @Test
    void onlyOneClassHashesPasswordsAndOneSplitsSecrets() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(named("password.BouncyCastleEngine"))
                .should()
                .dependOnClassesThat(resideInAPackage("org.bouncycastle..")
                        .and(not(resideInAPackage("org.bouncycastle.crypto.threshold"))))
                .check(OurClasses.ALL);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(named("seal.RecoveryKey"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bouncycastle.crypto.threshold")
                .check(OurClasses.ALL);
    }

    @Test
    void onlyTheSealKnowsTheCiphersOfRecords() {
        only("com.google.crypto.tink..", "seal");
        noClasses()
                .that()
                .resideOutsideOfPackage(named("seal"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("javax.crypto..")
                .check(OurClasses.ALL);
    }

    private static void only(String library, String name) {
        noClasses()
                .that()
                .resideOutsideOfPackage(named(name))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(OurClasses.ALL);
    }

    @Test
    void onlyTheTopAndRoutesKnowTheRouter() {
        noClasses()
                .that()
                .resideOutsideOfPackages(named("app"), named("ops"))
                .and()
                .haveSimpleNameNotEndingWith("Routes")
                .and()
                .areTopLevelClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.vertx.ext.web..")
                .check(OurClasses.ALL);
    }

    @Test
    void libraryInternalsAreNobodysBusiness() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.vertx..impl..", "io.vertx..internal..", "io.vertx..spi..", "io.netty..", "sun..")
                .check(OurClasses.ALL);
    }

    @Test
    void wireFormsAreSeenByRoutesAlone() {
        classes()
                .that(simpleNameEndingWith("Wire"))
                .should()
                .onlyHaveDependentClassesThat(simpleNameEndingWith("Routes").or(simpleNameEndingWith("Wire")))
                .check(OurClasses.ALL);
    }

    @Test
    void theNodeIsWhatTheWorldSeesOfTheTop() {
        assertThat(OurClasses.ALL.get(Node.class).getModifiers()).contains(JavaModifier.PUBLIC);
        classes()
                .that()
                .resideInAPackage(named("app"))
                .and()
                .arePublic()
                .should()
                .haveNameMatching(".*\\.(Node|ServerOptions)(\\$.*)?")
                .orShould()
                .haveSimpleName("package-info")
                .check(OurClasses.ALL);
    }
}
