package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import io.portcullis.apilock.ApiLockMeter;
import io.portcullis.control.ControlPlane;
import io.portcullis.control.ControlReader;
import io.portcullis.control.ControlWriter;
import io.portcullis.http.Answer;
import io.portcullis.http.BodyCollector;
import io.portcullis.http.Endpoint;
import io.portcullis.http.Endpoints;
import io.portcullis.http.ErrorWriter;
import io.portcullis.http.JsonOutput;
import io.portcullis.http.Operation;
import io.portcullis.lockout.FailureStore;
import io.portcullis.lockout.LockEvents;
import io.portcullis.lockout.LockoutMeter;
import io.portcullis.lockout.LockoutRules;
import io.portcullis.lockout.LoginWatch;
import io.portcullis.mount.LeaseTtls;
import io.portcullis.namespace.NamespaceDeletion;
import io.portcullis.openapi.HelpPage;
import io.portcullis.password.PasswordHasher;
import io.portcullis.redis.RedisGateway;
import io.portcullis.redis.RedisSettings;
import io.portcullis.seal.SealKey;
import io.portcullis.system.Announced;
import io.portcullis.system.DescribedStatus;
import io.portcullis.system.InitRoutes;
import io.portcullis.system.RunningRequest;
import io.portcullis.system.StatusRoutes;
import io.portcullis.testing.AskedHasher;
import io.portcullis.testing.EventLoop;
import io.portcullis.testing.OurClasses;
import io.portcullis.token.RenewalService;
import io.portcullis.token.TokenService;
import io.portcullis.tokenauth.CustomIds;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every endpoint that there is, frozen: one that appears, or opens to strangers, shows in a review of this list. The classes are
 * found, so none can be left out.
 */
class EndpointListTest {

    private static final Map<String, List<Operation>> VERBS = Map.of(
            "get", List.of(Operation.READ, Operation.LIST, Operation.SCAN),
            "post", List.of(Operation.UPDATE),
            "patch", List.of(Operation.PATCH),
            "delete", List.of(Operation.DELETE));

    private static EventLoop loop;
    private static Map<Class<?>, Object> parts;

    @BeforeAll
    static void makeWhatRoutesAreMadeOf() {
        loop = new EventLoop();
        RedisGateway redis = loop.gateway(RedisSettings.standalone("redis://127.0.0.1:1"));
        ControlPlane plane = new ControlPlane(List.of(), SealKey.development(), 10);
        ControlReader reader = new ControlReader(plane, redis);
        TokenService tokens = new TokenService(plane, redis, "s.");
        ControlWriter writer = new ControlWriter(loop.vertx(), plane, redis);
        LockEvents events = new LockEvents(plane, LockoutRules.USUAL, redis, LockoutMeter.NONE);
        parts = Map.ofEntries(
                Map.entry(Vertx.class, loop.vertx()),
                Map.entry(BodyCollector.class, new BodyCollector(loop.vertx())),
                Map.entry(RedisGateway.class, redis),
                Map.entry(ControlPlane.class, plane),
                Map.entry(ControlReader.class, reader),
                Map.entry(ControlWriter.class, writer),
                Map.entry(TokenService.class, tokens),
                Map.entry(LeaseTtls.class, LeaseTtls.USUAL),
                Map.entry(Announced.class, Announced.NOTHING),
                Map.entry(RenewalService.class, new RenewalService(reader, tokens, Map.of())),
                Map.entry(NamespaceDeletion.class, new NamespaceDeletion(reader, writer, List.of())),
                Map.entry(CustomIds.class, CustomIds.ANY),
                Map.entry(List.class, List.of()),
                Map.entry(Map.class, Map.of()),
                Map.entry(
                        Endpoints.class,
                        new Endpoints("sys", "", List.of(), List.of(), List.of(), Endpoints.Spelling.AS_SENT)),
                Map.entry(Runnable.class, (Runnable) () -> {}),
                Map.entry(PasswordHasher.class, new AskedHasher(request -> {})),
                Map.entry(ErrorWriter.class, new ErrorWriter()),
                Map.entry(String.class, ""),
                Map.entry(Supplier.class, (Supplier<List<RunningRequest>>) List::of),
                Map.entry(LockoutRules.class, LockoutRules.USUAL),
                Map.entry(FailureStore.class, new FailureStore(LockoutRules.USUAL, redis)),
                Map.entry(LockEvents.class, events),
                Map.entry(LoginWatch.class, new LoginWatch(LockoutRules.USUAL, redis, LockoutMeter.NONE, events)),
                Map.entry(ApiLockMeter.class, ApiLockMeter.NONE),
                Map.entry(Clock.class, Clock.systemUTC()));
    }

    @AfterAll
    static void close() {
        loop.close();
    }

    @Test
    void everyEndpointWithItsOperationsIsKnown() throws Exception {
        List<String> lines = new ArrayList<>();
        for (Object routes : allRoutes()) {
            for (Endpoint endpoint : endpoints(routes)) {
                lines.add(name(routes) + " " + endpoint + " " + new TreeSet<>(endpoint.operations()));
            }
        }

        String role = "(?<rolename>\\w(?:[\\w.-]{0,510}\\w)?)";
        String username = "(?<username>[0-9A-Za-z_][0-9A-Za-z_.\\-]{0,511})";
        assertThat(lines)
                .containsExactlyInAnyOrder(
                        "ApiLockRoutes namespaces/api-lock/lock(?<path>) [UPDATE]",
                        "ApiLockRoutes namespaces/api-lock/lock/(?<path>.+) [UPDATE]",
                        "ApiLockRoutes namespaces/api-lock/unlock(?<path>) [UPDATE]",
                        "ApiLockRoutes namespaces/api-lock/unlock/(?<path>.+) [UPDATE]",
                        "ApiLockRoutes namespaces/api-lock/status(?<path>) [READ]",
                        "ApiLockRoutes namespaces/api-lock/status/(?<path>.+) [READ]",
                        "RemountRoutes remount [UPDATE]",
                        "RemountRoutes remount/status/(?<migrationid>.+) [READ]",
                        "NamespaceRoutes internal/ui/namespaces [READ]",
                        "NamespaceRoutes namespaces/(?<path>.+) [READ, UPDATE, PATCH, DELETE]",
                        "NamespaceRoutes namespaces/? [LIST, SCAN]",
                        "MountRoutes auth [READ]",
                        "MountRoutes auth/(?<path>.+)/tune [READ, UPDATE]",
                        "MountRoutes auth/(?<path>.+?)/? [READ, UPDATE, DELETE]",
                        "MountRoutes mounts [READ]",
                        "MountRoutes mounts/auth/(?<path>.+)/tune [READ, UPDATE]",
                        "MountRoutes mounts/auth/(?<path>.+?)/? [READ]",
                        "MountRoutes mounts/(?<path>.+)/tune [READ, UPDATE]",
                        "MountRoutes mounts/(?<path>.+?)/? [READ, UPDATE, DELETE]",
                        "PolicyRoutes policies/acl/? [LIST]",
                        "PolicyRoutes policies/acl/(?<name>.+) [READ, LIST, UPDATE, PATCH, DELETE]",
                        "PolicyRoutes policies/detailed/acl/? [LIST]",
                        "PolicyRoutes policies/detailed/acl/(?<name>.+) [LIST]",
                        "PolicyRoutes policy/? [READ, LIST]",
                        "PolicyRoutes policy/(?<name>.+) [READ, LIST, UPDATE, DELETE]",
                        "LeaseRoutes leases/lookup [UPDATE]",
                        "LeaseRoutes leases/lookup/(?<prefix>.*) [LIST]",
                        "LeaseRoutes leases/renew [UPDATE]",
                        "LeaseRoutes leases/renew/(?<urlleaseid>.+) [UPDATE]",
                        "LeaseRoutes leases/revoke [UPDATE]",
                        "LeaseRoutes leases/revoke/(?<urlleaseid>.+) [UPDATE]",
                        "LeaseRoutes leases/revoke-prefix/(?<prefix>.+) [UPDATE]",
                        "LeaseRoutes leases/revoke-force/(?<prefix>.+) [UPDATE]",
                        "UnsupportedRoutes (generate-root|rekey)/.+ []",
                        "UnsupportedRoutes seal [READ, UPDATE, DELETE]",
                        "UnsupportedRoutes step-down [READ, UPDATE, DELETE]",
                        "UnsupportedRoutes unseal [READ, DELETE]",
                        "CapabilityRoutes capabilities [UPDATE]",
                        "CapabilityRoutes capabilities-accessor [UPDATE]",
                        "CapabilityRoutes capabilities-self [UPDATE]",
                        "HistoryRoutes version-history/? [LIST]",
                        "DocumentRoutes internal/specs/openapi [READ, UPDATE]",
                        "HostRoutes ha-status [READ]",
                        "HostRoutes host-info/? [READ]",
                        "InFlightRoutes in-flight-req [READ]",
                        "LockedUserRoutes locked-users [READ]",
                        "LockedUserRoutes locked-users/(?<mountaccessor>.+?)/unlock/(?<aliasidentifier>.+) [UPDATE]",
                        "LockedUserRoutes locked-users/(?<mountaccessor>[^/]+)/unlock [READ, UPDATE]",
                        "LockedUserRoutes locked-users/(?<mountaccessor>[^/]+)/(?<aliasidentifier>[^/]+) [READ]",
                        "ResultantAclRoutes internal/ui/resultant-acl [READ]",
                        "RotationRoutes key-status [READ]",
                        "RotationRoutes rotate(/keyring)? [UPDATE]",
                        "RotationRoutes rotate/(keyring/)?config [READ, UPDATE]",
                        "UiMountRoutes internal/ui/mounts [READ]",
                        "UiMountRoutes internal/ui/mounts/(?<path>.+) [READ]",
                        "CreationRoutes create [UPDATE]",
                        "CreationRoutes create-orphan [UPDATE]",
                        "CreationRoutes create/" + role + " [UPDATE]",
                        "RenewalRoutes renew [UPDATE]",
                        "RenewalRoutes renew-accessor [UPDATE]",
                        "RenewalRoutes renew-self [UPDATE]",
                        "RoleRoutes roles/? [LIST]",
                        "RoleRoutes roles/" + role + " [READ, UPDATE, DELETE]",
                        "TokenRoutes accessors/? [LIST]",
                        "TokenRoutes lookup [READ, UPDATE]",
                        "TokenRoutes lookup-accessor [UPDATE]",
                        "TokenRoutes lookup-self [READ, UPDATE]",
                        "TokenRoutes revoke [UPDATE]",
                        "TokenRoutes revoke-accessor [UPDATE]",
                        "TokenRoutes revoke-orphan [UPDATE]",
                        "TokenRoutes revoke-self [UPDATE]",
                        "TokenRoutes tidy [UPDATE]",
                        "UserpassRoutes login/" + username + " [UPDATE]",
                        "UserpassRoutes users/? [LIST]",
                        "UserpassRoutes users/" + username + " [READ, UPDATE, DELETE]",
                        "UserpassRoutes users/" + username + "/password [UPDATE]",
                        "UserpassRoutes users/" + username + "/policies [UPDATE]");
    }

    @Test
    void everyEndpointIsTriedFromOtherNamespaces() throws Exception {
        List<String> names = new ArrayList<>();
        for (Object routes : allRoutes()) {
            for (Endpoint endpoint : endpoints(routes)) {
                names.add(name(routes) + " " + endpoint);
            }
        }

        assertThat(NamespaceMatrix.ROWS.keySet()).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void noOtherEndpointIsOpenToStrangers() throws Exception {
        List<String> lines = new ArrayList<>();
        for (Object routes : allRoutes()) {
            for (Endpoint endpoint : endpoints(routes)) {
                if (endpoint.access() != Endpoint.Access.TOKEN) {
                    lines.add(name(routes) + " " + endpoint.access() + " " + new TreeSet<>(endpoint.operations()));
                }
            }
        }

        assertThat(lines)
                .containsExactlyInAnyOrder(
                        "UnsupportedRoutes LOGIN []",
                        "UnsupportedRoutes OPTIONAL_TOKEN [READ, UPDATE, DELETE]",
                        "UnsupportedRoutes LOGIN [READ, UPDATE, DELETE]",
                        "UnsupportedRoutes LOGIN [READ, DELETE]",
                        "UserpassRoutes LOGIN [UPDATE]",
                        "DocumentRoutes OPTIONAL_TOKEN [READ, UPDATE]",
                        "UiMountRoutes OPTIONAL_TOKEN [READ]",
                        "UiMountRoutes OPTIONAL_TOKEN [READ]",
                        "NamespaceRoutes OPTIONAL_TOKEN [READ]");
    }

    @Test
    void whatIsServedBesideThePipelineIsTheStatusAndInitAlone() throws Exception {
        for (Object routes : allRoutes()) {
            if (routes instanceof StatusRoutes status) {
                assertThat(status.paths())
                        .containsExactlyInAnyOrder("sys/health", "sys/seal-status", "sys/leader", "sys/init");
            }
        }
    }

    @Test
    void everyEndpointSaysWhatItIsFor() throws Exception {
        for (Object routes : allRoutes()) {
            assertThat(endpoints(routes))
                    .allSatisfy(endpoint ->
                            assertThat(endpoint.help()).as(endpoint.toString()).endsWith("."));
        }
    }

    @Test
    void onlyWhatRefusesIsLeftOutOfTheDocument() throws Exception {
        List<String> left = new ArrayList<>();
        for (Object routes : allRoutes()) {
            endpoints(routes).stream()
                    .filter(Endpoint::isUnlisted)
                    .map(Endpoint::toString)
                    .forEach(left::add);
        }

        assertThat(left).containsExactlyInAnyOrder("(generate-root|rekey)/.+", "seal", "step-down", "unseal");
    }

    @Test
    void whatIsServedIsInTheDocumentAndNothingElse() throws Exception {
        Set<String> ids = new TreeSet<>();
        for (Map.Entry<String, List<Endpoint>> family : families().entrySet()) {
            List<Endpoint> served = family.getValue();
            Set<String> missing = new TreeSet<>();
            served.stream()
                    .filter(endpoint -> !endpoint.isUnlisted())
                    .forEach(endpoint ->
                            endpoint.operations().forEach(operation -> missing.add(endpoint + " " + operation)));
            JsonNode paths = document(family.getKey(), served).path("paths");
            paths.properties()
                    .forEach(path -> VERBS.forEach((verb, operations) -> {
                        if (path.getValue().has(verb)) {
                            String example = path.getKey().substring(1).replaceAll("\\{[^}]+}", "x1");
                            Set<String> shown = served.stream()
                                    .filter(endpoint -> endpoint.match(example).isPresent())
                                    .flatMap(endpoint -> operations.stream()
                                            .filter(endpoint.operations()::contains)
                                            .map(operation -> endpoint + " " + operation))
                                    .collect(Collectors.toSet());
                            assertThat(shown).as(verb + " " + path.getKey()).isNotEmpty();
                            missing.removeAll(shown);
                            ids.add(path.getValue()
                                    .path(verb)
                                    .path("operationId")
                                    .asText());
                        }
                    }));
            assertThat(missing).isEmpty();
        }

        try (InputStream file = Endpoint.class.getResourceAsStream("/io/portcullis/openapi/operation-ids.txt")) {
            assertThat(ids)
                    .containsAll(new String(file.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.startsWith("#"))
                            .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                            .toList());
        }
    }

    private static Map<String, List<Endpoint>> families() throws Exception {
        Map<String, List<Endpoint>> families =
                new TreeMap<>(Map.of("sys", new ArrayList<>(DescribedStatus.endpoints())));
        for (Object routes : allRoutes()) {
            String feature = (routes instanceof Class<?> type ? type : routes.getClass()).getPackageName();
            String family =
                    feature.endsWith(".tokenauth") ? "token" : feature.endsWith(".userpass") ? "userpass" : "sys";
            families.computeIfAbsent(family, name -> new ArrayList<>()).addAll(endpoints(routes));
        }
        return families;
    }

    private static JsonNode document(String family, List<Endpoint> all) throws IOException {
        Endpoints endpoints = new Endpoints(family, "", all, List.of(), List.of(), Endpoints.Spelling.AS_SENT);
        Answer.Bare page = (Answer.Bare) HelpPage.of(endpoints);
        return new ObjectMapper()
                .readTree(JsonOutput.object(page.fields()).getBytes())
                .path("openapi");
    }

    private static List<Object> allRoutes() throws Exception {
        List<Object> all = new ArrayList<>();
        for (JavaClass found : OurClasses.ALL) {
            if (found.getSimpleName().endsWith("Routes")) {
                all.add(made(Class.forName(found.getFullName())));
            }
        }
        assertThat(all).hasSizeGreaterThanOrEqualTo(5);
        return all;
    }

    /** An instance, or the class itself where all is static. */
    private static Object made(Class<?> type) throws ReflectiveOperationException {
        if (type.getConstructors().length == 0) {
            return type;
        }
        Constructor<?> constructor = type.getConstructors()[0];
        Object[] arguments = Arrays.stream(constructor.getParameterTypes())
                .map(parameter -> {
                    assertThat(parts).as("what %s is made of", type).containsKey(parameter);
                    return parts.get(parameter);
                })
                .toArray();
        return constructor.newInstance(arguments);
    }

    @SuppressWarnings("unchecked")
    private static List<Endpoint> endpoints(Object routes) throws ReflectiveOperationException {
        if (routes instanceof StatusRoutes || routes instanceof InitRoutes) {
            return List.of();
        }
        Method method = (routes instanceof Class<?> type ? type : routes.getClass()).getMethod("endpoints");
        return (List<Endpoint>) method.invoke(Modifier.isStatic(method.getModifiers()) ? null : routes);
    }

    private static String name(Object routes) {
        return (routes instanceof Class<?> type ? type : routes.getClass()).getSimpleName();
    }
}
