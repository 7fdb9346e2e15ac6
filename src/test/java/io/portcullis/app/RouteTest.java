package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.control.View;
import io.portcullis.http.Answer;
import io.portcullis.http.Endpoint;
import io.portcullis.http.Endpoints;
import io.portcullis.http.Operation;
import io.portcullis.mount.MountEntry;
import io.portcullis.mount.Mounts;
import io.portcullis.namespace.Namespace;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where paths lead, and who may come. */
class RouteTest {

    private static final Route.Table TABLE = new Route.Table(
            new Endpoints(
                    "sys",
                    "",
                    List.of(endpoint("open", Endpoint.Access.OPTIONAL_TOKEN), endpoint("shut", Endpoint.Access.TOKEN)),
                    List.of("anyone/*"),
                    List.of("shut", "nope/*"),
                    Endpoints.Spelling.AS_SENT),
            Map.of(
                    MountEntry.TOKEN,
                    new Endpoints(
                            "token",
                            "",
                            List.of(endpoint("lookup-self", Endpoint.Access.TOKEN)),
                            List.of(),
                            List.of(),
                            Endpoints.Spelling.AS_SENT),
                    MountEntry.USERPASS,
                    new Endpoints(
                            "userpass",
                            "",
                            List.of(
                                    endpoint("login/[a-z]+", Endpoint.Access.LOGIN),
                                    endpoint("users/?", Endpoint.Access.TOKEN)),
                            List.of("login/*"),
                            List.of(),
                            SpecialPaths::userpassSpelling)));
    private static final View VIEW = Mounts.at("people/", "team/a/");

    private static Endpoint endpoint(String pattern, Endpoint.Access access) {
        return Endpoint.at(pattern)
                .access(access)
                .on(Operation.READ, call -> Future.succeededFuture(Answer.noContent()))
                .build();
    }

    private static Route route(String path) {
        return Route.in(Namespace.ROOT, TABLE, VIEW.snapshot(), Operation.READ, path);
    }

    @ParameterizedTest
    @CsvSource({
        // path, endpoint, who may come, whether there is something that serves paths like this
        "sys/open, open, OPTIONAL_TOKEN, true",
        "sys/shut, shut, TOKEN, true",
        "sys/nope, '', TOKEN, true",
        "sys/anyone/knows, '', LOGIN, true",
        "sys/, '', TOKEN, true",
        "auth/people/login/ada, login/[a-z]+, LOGIN, true",
        "auth/team/a/login/ada, login/[a-z]+, LOGIN, true",
        "auth/people/login/.ada, '', LOGIN, true",
        "auth/people/login, '', TOKEN, true",
        "auth/people/users/, users/?, TOKEN, true",
        "auth/people/nope, '', TOKEN, true",
        "auth/token/lookup-self, lookup-self, TOKEN, true",
        "auth/token/login/ada, '', TOKEN, true",
        "auth/nope/login/ada, '', TOKEN, false",
        "auth/People/login/ada, '', TOKEN, false",
        "auth/team/login/ada, '', TOKEN, false",
        "people/login/ada, '', TOKEN, false",
        "SYS/open, '', TOKEN, false",
        "/sys/open, '', TOKEN, false",
        "identity/entity, '', TOKEN, true",
        "cubbyhole/x, '', TOKEN, true",
        "foo/bar, '', TOKEN, false",
        "'', '', TOKEN, false"
    })
    void aPathLeadsToOneEndpointOrToNone(String path, String endpoint, Endpoint.Access access, boolean known) {
        Route route = route(path);

        assertThat(route.match().map(match -> match.endpoint().toString()).orElse(""))
                .isEqualTo(endpoint);
        assertThat(route.access()).isEqualTo(access);
        assertThat(route.known()).isEqualTo(known);
    }

    @ParameterizedTest
    @CsvSource({
        "auth/people/users/ADA, auth/people/users/ada",
        "auth/people/users/ADA/password, auth/people/users/ada/password",
        "auth/people/login/ADA, auth/people/login/ADA",
        "auth/people/users/, auth/people/users/",
        "auth/people/Users/ADA, auth/people/Users/ADA",
        "foo/BAR, foo/BAR"
    })
    void thePoliciesSeeOneSpellingOfAPath(String sent, String seen) {
        assertThat(route(sent).path()).isEqualTo(seen);
    }

    @ParameterizedTest
    @CsvSource({
        "READ, policies/acl/ Secret, policies/acl/secret",
        "LIST, policies/acl/Folder/, policies/acl/folder/",
        "READ, policy/A/B, policy/a/b",
        "READ, auth/people/, auth/people",
        "READ, auth/people//, auth/people",
        "READ, auth//, auth//",
        "READ, namespaces/team/, namespaces/team",
        "UPDATE, namespaces//team, namespaces/team",
        "DELETE, namespaces///team//, namespaces/team",
        "READ, namespaces/, namespaces/",
        "LIST, namespaces/, namespaces/",
        "UPDATE, namespaces/api-lock/unlock/, namespaces/api-lock/unlock/",
        "UPDATE, namespaces//api-lock/lock/a, namespaces/api-lock/lock/a",
        "DELETE, auth/People/, auth/People",
        "READ, mounts/auth/people/, mounts/auth/people",
        "LIST, auth/people/, auth/people/",
        "READ, auth/, auth/",
        "READ, auth/people/tune/, auth/people/tune/",
        "READ, capabilities/X, capabilities/X"
    })
    void belowSysPoliciesAndMountsHaveOneSpelling(Operation operation, String sent, String seen) {
        assertThat(SpecialPaths.sysSpelling(operation, sent)).isEqualTo(seen);
    }

    @Test
    void aPathBelowAMountHasTheMount() {
        assertThat(route("auth/team/a/login/ada").mount().map(MountEntry::path)).contains("team/a/");
        assertThat(route("sys/open").mount()).isEmpty();
    }
}
