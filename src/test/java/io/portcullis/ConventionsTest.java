package io.portcullis;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.portcullis.testing.OurClasses.named;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import io.portcullis.fault.Fault;
import io.portcullis.secret.SecretBytes;
import io.portcullis.testing.OurClasses;
import io.portcullis.token.RootTokens;
import io.portcullis.token.TokenEntry;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What nobody does, and what one class alone does. */
class ConventionsTest {

    @Test
    void promisesOnlyAdaptCallbacks() {
        noClasses()
                .that()
                .resideOutsideOfPackages(named("redis", "password", "flow"))
                .and()
                .doNotHaveFullyQualifiedName(named("http.Body"))
                .should()
                .callMethod(Promise.class, "promise")
                .check(OurClasses.ALL);
    }

    @Test
    void nobodyWaits() {
        noClasses()
                .that()
                .resideOutsideOfPackages(OurClasses.ROOT, named("dev"), named("cli"))
                .should()
                .accessTargetWhere(target(nameMatching("sleep|join|get|await|acquire|park.*|wait"))
                        .and(target(owner(waitable()))))
                .check(OurClasses.ALL);
    }

    private static DescribedPredicate<JavaClass> waitable() {
        return DescribedPredicate.<JavaClass>describe(
                "what can be waited for",
                type -> type.isAssignableTo(Thread.class)
                        || (type.isAssignableTo(java.util.concurrent.Future.class))
                        || type.isAssignableTo(java.util.concurrent.CountDownLatch.class)
                        || type.isAssignableTo(java.util.concurrent.Semaphore.class)
                        || type.isAssignableTo(java.util.concurrent.locks.LockSupport.class)
                        || type.isAssignableTo(java.util.concurrent.locks.Condition.class)
                        || type.isEquivalentTo(Object.class));
    }

    @Test
    void nobodyTouchesFilesOnceTheServerRuns() {
        noClasses()
                .that()
                .resideOutsideOfPackages(OurClasses.ROOT, named("dev"), named("cli"), named("config"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.nio.channels..")
                .orShould()
                .dependOnClassesThat(
                        nameMatching("java\\.io\\.(File|FileInputStream|FileOutputStream|RandomAccessFile)"))
                .check(OurClasses.ALL);
    }

    @Test
    void timeComesThroughAClock() {
        noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDateTime.class, "now")
                .orShould()
                .callMethod(java.time.ZonedDateTime.class, "now")
                .orShould()
                .callConstructor(java.util.Date.class)
                .check(OurClasses.ALL);
        noClasses()
                .that()
                .resideOutsideOfPackage(named("app"))
                .should()
                .callMethod(Clock.class, "systemUTC")
                .check(OurClasses.ALL);
    }

    @Test
    void thereIsNoStaticState() {
        fields().that().areStatic().should().beFinal().check(OurClasses.ALL);
    }

    @Test
    void errorBodiesAndEnvelopesHaveOneWriterEach() {
        for (String writer : Set.of("http.JsonText", "http.ErrorWriter")) {
            assertThat(OurClasses.ALL.contain(named(writer))).as(writer).isTrue();
        }
        noClasses()
                .that(not(nameMatching("io\\.portcullis\\.http\\.(ErrorWriter|JsonText)")))
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName(named("http.JsonText"))
                .check(OurClasses.ALL);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(named("http.ErrorWriter"))
                .should()
                .callMethod(Fault.class, "text")
                .check(OurClasses.ALL);
    }

    @Test
    void onlyALoginAnotherTokenAndTheRootTokenMakeTokens() {
        noClasses()
                .that(not(nameMatching("io\\.portcullis\\.(token\\.(RootTokens|TokenEntry)|userpass\\.LoginTokens"
                        + "|tokenauth\\.NewToken\\$Decision)")))
                .should()
                .callConstructorWhere(target(owner(equivalentTo(TokenEntry.class))))
                .check(OurClasses.ALL);
    }

    @Test
    void onlyWhoInitialisesAStoreAndACreationByRootAskForARootToken() {
        noClasses()
                .that(not(nameMatching("io\\.portcullis\\.(app\\.DevelopmentStore|system\\.Initialisation"
                        + "|tokenauth\\.ChosenPolicies)")))
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName(RootTokens.class.getName())
                .check(OurClasses.ALL);
    }

    @Test
    void secretsAreNotComparedByEqualsAndDoNotShowThemselves() {
        for (Class<?> secret : Set.of(
                SecretBytes.class,
                type("password.Password"),
                type("password.PasswordHash"),
                type("password.Digest"),
                type("seal.SealKey"),
                type("seal.SealKeys"),
                type("seal.RecoveryKey"),
                type("seal.Seal"))) {
            JavaClass owner = OurClasses.ALL.get(secret);
            assertThat(owner.tryGetMethod("equals", Object.class))
                    .as("%s.equals", secret.getSimpleName())
                    .isEmpty();
            assertThat(owner.tryGetMethod("hashCode"))
                    .as("%s.hashCode", secret.getSimpleName())
                    .isEmpty();
            assertThat(secret.isRecord())
                    .as("%s is a record, which would show itself", secret)
                    .isFalse();
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(named(name));
        } catch (ClassNotFoundException gone) {
            throw new AssertionError(gone);
        }
    }

    @Test
    void namesThatSayNothingAreNotUsed() {
        noClasses()
                .should()
                .haveNameMatching("[^$]*(Manager|Helper|Utils?|Impl|Base|Data|Info)(\\$.*)?")
                .check(OurClasses.ALL);
    }

    @Test
    void verticlesAreOfTodaysForm() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.vertx.core.AbstractVerticle")
                .check(OurClasses.ALL);
    }
}
