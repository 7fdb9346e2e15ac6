package io.portcullis.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.testing.ApiClient;
import io.portcullis.testing.ApiClient.Reply;
import io.portcullis.testing.Poll;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The requests that Terraform's provider for Vault makes of a server, in its order and with its headers, and what it needs of the
 * answers: a run that applies, one that finds nothing to change, and one that destroys. Every request at the next node.
 */
@Tag("clients")
@Timeout(120)
class TerraformReplayTest {

    private static final String EVERYTHING =
            "path \\'*\\' { capabilities = [\\'create\\', \\'read\\', \\'update\\', \\'delete\\', \\'list\\', \\'sudo\\'] }";
    private static final String READING = "path \\'auth/+/users/*\\' { capabilities = [\\'read\\'] }";
    private static final String CHILD =
            "{'display_name':'terraform','ttl':'1200s','explicit_max_ttl':'1200s','renewable':false,'num_uses':0,"
                    + "'type':'','entity_alias':''}";

    private TestFleet fleet;
    private String team;
    private TestFleet.Turn inside;

    @BeforeEach
    void settle() {
        fleet = TestFleet.start(3);
        team = "team-" + UUID.randomUUID().toString().substring(0, 8);
        inside = fleet.turn().within(team);
        sent(204, send(fleet.turn().root(), "PUT", "sys/policies/acl/" + team, "{'policy':'" + EVERYTHING + "'}"));
        assertThat(ok(send(fleet.turn().root(), "PUT", "sys/namespaces/" + team, "null"))
                        .data()
                        .path("path")
                        .asText())
                .isEqualTo(team + "/");
        sent(204, send(inside.root(), "POST", "sys/auth/robots", "{'type':'userpass'}"));
        writeUser("terraform", "everything", EVERYTHING);
        writeUser("reader", "reading", READING);
    }

    @AfterEach
    void end() {
        fleet.close();
    }

    @Test
    void aRunAppliesFindsNothingToChangeAndDestroys() throws Exception {
        String first = begin();
        createMountAndPolicy(first);
        createUserTokenAndRole(first);
        createNamespace(first);

        String second = begin();
        assertThat(second).isNotEqualTo(first);
        readEverything(second);

        String third = begin();
        destroy(third);
    }

    @Test
    void aUserWhoMayNotMakeTokensCannotRunUnlessNoChildIsAskedFor() {
        String token = logIn("reader");
        sent(403, send(inside.as(token), "POST", "auth/token/create", CHILD));
        ok(send(inside.as(token), "GET", "auth/robots/users/reader", null));
    }

    private void writeUser(String name, String policy, String rules) {
        sent(204, send(inside.root(), "PUT", "sys/policies/acl/" + policy, "{'policy':'" + rules + "'}"));
        String user = "{'password':'right','token_policies':'" + policy + "'}";
        sent(204, send(inside.root(), "PUT", "auth/robots/users/" + name, user));
    }

    /** What every run begins with; its child token. */
    private String begin() {
        String parent = logIn("terraform");
        Reply self = ok(send(inside.as(parent), "GET", "auth/token/lookup-self", null));
        assertThat(self.data().path("id").asText()).isEqualTo(parent);
        assertThat(self.data().path("namespace_path").asText()).isEqualTo(team + "/");
        Reply child = ok(send(inside.as(parent), "POST", "auth/token/create", CHILD));
        assertThat(child.auth().path("renewable").asBoolean(true)).isFalse();
        assertThat(child.auth().path("lease_duration").asInt()).isEqualTo(1200);
        String version = ok(send(inside.as(child.token()), "GET", "sys/seal-status", null))
                .json()
                .path("version")
                .asText();
        assertThat(version).matches("\\d+\\.\\d+\\.\\d+(\\+[0-9A-Za-z.-]+)?");
        return child.token();
    }

    private String logIn(String name) {
        String body = "{'username':'" + name + "','password':'right'}";
        Reply login = ok(send(inside.nobody(), "PUT", "auth/robots/login/" + name, body));
        assertThat(login.auth().path("metadata").path("username").asText()).isEqualTo(name);
        return login.token();
    }

    private void createMountAndPolicy(String token) {
        String mount = "{'type':'userpass','description':'told','config':{'options':null,'default_lease_ttl':'',"
                + "'max_lease_ttl':'','force_no_cache':false},'local':false,'seal_wrap':false,"
                + "'external_entropy_access':false,'options':null}";
        sent(204, send(inside.as(token), "POST", "sys/auth/people", mount));
        assertThat(ok(send(inside.as(token), "GET", "sys/auth", null)).data().has("people/"))
                .isTrue();
        String tune = "{'options':null,'default_lease_ttl':'90m','max_lease_ttl':'24h','force_no_cache':false,"
                + "'token_type':'default-service'}";
        sent(204, send(inside.as(token), "POST", "sys/mounts/auth/people/tune", tune));
        sent(204, send(inside.as(token), "PUT", "sys/policies/acl/readers", "{'policy':'" + READING + "'}"));
    }

    private void createUserTokenAndRole(String token) {
        String user = "{'password':'correct horse','token_policies':['readers'],'token_ttl':'1h'}";
        sent(204, send(inside.as(token), "PUT", "auth/people/users/ada", user));
        String role = "{'allowed_policies':['readers'],'orphan':true,'renewable':true,'token_period':86400}";
        sent(204, send(inside.as(token), "POST", "auth/token/roles/reader", role));
        Reply made = ok(send(
                inside.as(token), "POST", "auth/token/create/reader", "{'policies':['readers'],'renewable':true}"));
        String accessor = made.auth().path("accessor").asText();
        Reply found =
                ok(send(inside.as(token), "POST", "auth/token/lookup-accessor", "{'accessor':'" + accessor + "'}"));
        assertThat(found.data().path("policies").toString()).isEqualTo("[\"default\",\"readers\"]");
        assertThat(found.data().path("ttl").asLong()).isPositive();
        sent(204, send(inside.as(token), "POST", "auth/token/revoke-accessor", "{'accessor':'" + accessor + "'}"));
        sent(400, send(inside.as(token), "POST", "auth/token/lookup-accessor", "{'accessor':'" + accessor + "'}"));
    }

    private void createNamespace(String token) {
        Reply made = ok(send(inside.as(token), "PUT", "sys/namespaces/app", "null"));
        assertThat(made.data().path("id").asText()).isNotEmpty();
        assertThat(made.data().path("path").asText()).isEqualTo(team + "/app/");
    }

    private void readEverything(String token) {
        Reply tuned = ok(send(inside.as(token), "GET", "sys/mounts/auth/people/tune", null));
        assertThat(tuned.data().path("default_lease_ttl").asInt()).isEqualTo(5400);
        assertThat(tuned.data().path("max_lease_ttl").asInt()).isEqualTo(86400);
        assertThat(tuned.data().path("token_type").asText()).isEqualTo("default-service");
        assertThat(tuned.data().path("description").asText()).isEqualTo("told");
        Reply policy = ok(send(inside.as(token), "GET", "sys/policies/acl/readers", null));
        assertThat(policy.data().path("policy").asText()).isEqualTo(READING.replace("\\'", "\""));
        Reply user = ok(send(inside.as(token), "GET", "auth/people/users/ada", null));
        assertThat(user.data().path("token_ttl").asInt()).isEqualTo(3600);
        assertThat(user.data().has("password")).isFalse();
        Reply role = ok(send(inside.as(token), "GET", "auth/token/roles/reader", null));
        assertThat(role.data().path("token_period").asInt()).isEqualTo(86400);
        assertThat(ok(send(inside.as(token), "GET", "sys/namespaces/app", null))
                        .data()
                        .path("path")
                        .asText())
                .isEqualTo(team + "/app/");
    }

    private void destroy(String token) throws Exception {
        ok(send(inside.as(token), "DELETE", "sys/namespaces/app", null));
        Poll.until(
                Duration.ofSeconds(20),
                () -> send(inside.as(token), "GET", "sys/namespaces/app", null).status() == 404);
        sent(204, send(inside.as(token), "DELETE", "auth/token/roles/reader", null));
        sent(204, send(inside.as(token), "DELETE", "auth/people/users/ada", null));
        sent(404, send(inside.as(token), "GET", "auth/people/users/ada", null));
        sent(204, send(inside.as(token), "DELETE", "sys/policies/acl/readers", null));
        sent(404, send(inside.as(token), "GET", "sys/policies/acl/readers", null));
        sent(204, send(inside.as(token), "DELETE", "sys/auth/people", null));
        assertThat(ok(send(inside.as(token), "GET", "sys/auth", null)).data().has("people/"))
                .isFalse();
    }

    private static Reply send(Session session, String method, String path, String body) {
        return new ApiClient(session.address(), session.token())
                .in(session.namespace())
                .sendWith(method, path, body, "X-Vault-Request", "true", "User-Agent", "Go-http-client/1.1");
    }

    private static Reply ok(Reply reply) {
        return sent(200, reply);
    }

    private static Reply sent(int status, Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        return reply;
    }
}
