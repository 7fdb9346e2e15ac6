package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.control.View;
import io.portcullis.http.Answer;
import io.portcullis.http.Endpoint;
import io.portcullis.http.Endpoints;
import io.portcullis.http.Operation;
import io.portcullis.mount.MountEntry;
import io.portcullis.mount.Mounts;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where paths lead, and who may come. */
class RouteTest {

    private static final Route.Table TABLE = new Route.Table(
            new Endpoints(
                    List.of(endpoint("open", Endpoint.Access.OPTIONAL_TOKEN), endpoint("shut", Endpoint.Access.TOKEN)),
                    List.of("anyone/*"),
                    List.of("shut", "nope/*")),
            Map.of(
                    MountEntry.TOKEN,
                    new Endpoints(List.of(endpoint("lookup-self", Endpoint.Access.TOKEN)), List.of(), List.of()),
                    MountEntry.USERPASS,
                    new Endpoints(
                            List.of(
                                    endpoint("login/[a-z]+", Endpoint.Access.LOGIN),
                                    endpoint("users/?", Endpoint.Access.TOKEN),
                                    Endpoint.at("(?i)any/[a-z]+")
                                            .spelled(path -> path.toLowerCase(Locale.ROOT))
                                            .build()),
                            List.of("login/*"),
                            List.of())));
    private static final View VIEW = Mounts.at("people/", "team/a/");

    private static Endpoint endpoint(String pattern, Endpoint.Access access) {
        return Endpoint.at(pattern)
                .access(access)
                .on(Operation.READ, call -> Future.succeededFuture(Answer.noContent()))
                .build();
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
        Route route = Route.of(TABLE, VIEW.snapshot(), path);

        assertThat(route.match().map(match -> match.endpoint().toString()).orElse(""))
                .isEqualTo(endpoint);
        assertThat(route.access()).isEqualTo(access);
        assertThat(route.known()).isEqualTo(known);
    }

    @Test
    void policiesAreAskedAboutTheOneSpellingOfAPath() {
        assertThat(Route.of(TABLE, VIEW.snapshot(), "auth/people/Any/CASE").path())
                .isEqualTo("auth/people/any/case");
        for (String path : List.of("auth/people/users/", "auth/People/Any/X", "sys/NOPE", "SYS/open", "auth/token")) {
            assertThat(Route.of(TABLE, VIEW.snapshot(), path).path()).isEqualTo(path);
        }
    }

    @Test
    void aPathBelowAMountHasTheMount() {
        assertThat(Route.of(TABLE, VIEW.snapshot(), "auth/team/a/login/ada")
                        .mount()
                        .map(MountEntry::path))
                .contains("team/a/");
        assertThat(Route.of(TABLE, VIEW.snapshot(), "sys/open").mount()).isEmpty();
    }
}
