package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.testing.ApiClient;
import io.portcullis.testing.ApiClient.Reply;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.SharedFleet;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What policies of one namespace say about others: those below by their paths, those above and beside nothing. Spec of the system, 1.8 and 4.8. */
@ExtendWith(SharedFleet.class)
class NamespacePoliciesTest {

    private static ApiClient root;
    private static ApiClient one;
    private static ApiClient other;

    @BeforeAll
    static void begin(Fleet fleet) {
        root = fleet.node(0);
        good(root.send("PUT", "sys/namespaces/pol"));
        one = root.in("pol");
        other = fleet.node(1).in("pol");
        for (String child : List.of("n1", "n2")) {
            good(one.send("PUT", "sys/namespaces/" + child));
            good(one.in("pol/" + child).post("sys/policies/acl/own", "{'policy':'# of " + child + "'}"));
        }
        good(one.in("pol/n1").send("PUT", "sys/namespaces/deep"));
    }

    private static Reply good(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isIn(200, 204);
        return reply;
    }

    private static void denied(Reply reply) {
        assertThat(reply.toString())
                .isEqualTo("403 {\"errors\":[\"1 error occurred:\\n\\t* permission denied\\n\\n\"]}\n");
    }

    /** Writes a policy of one rule; single quotes stand for double ones. */
    private static void policy(ApiClient in, String name, String path, String... capabilities) {
        String rule = "path \\\"" + path + "\\\" { capabilities = [\\\"" + String.join("\\\", \\\"", capabilities)
                + "\\\"] }";
        good(in.post("sys/policies/acl/" + name, "{'policy':'" + rule + "'}"));
    }

    private static ApiClient holder(ApiClient in, String policy) {
        return other.with(good(in.post("auth/token/create", "{'policies':['" + policy + "']}"))
                .token());
    }

    @Test
    void aPolicyReachesBelowByNamingTheChild() {
        policy(one, "one-child", "n1/sys/policies/acl/*", "read", "list");
        policy(one, "any-child", "+/sys/policies/acl/*", "read", "list");
        ApiClient named = holder(one, "one-child");
        ApiClient any = holder(one, "any-child");

        for (String form : List.of("header", "path")) {
            ApiClient n1 = form.equals("header") ? named.in("pol/n1") : named.in("");
            String prefix = form.equals("header") ? "" : "pol/n1/";
            assertThat(n1.get(prefix + "sys/policies/acl/own")
                            .data()
                            .path("policy")
                            .asText())
                    .isEqualTo("# of n1");
            assertThat(n1.send("LIST", prefix + "sys/policies/acl/").status()).isEqualTo(200);
            denied(n1.delete(prefix + "sys/policies/acl/own"));
        }
        denied(named.in("pol/n2").get("sys/policies/acl/own"));
        denied(named.in("pol/n1/deep").get("sys/policies/acl/default"));
        denied(named.get("sys/policies/acl/any-child"));
        assertThat(any.in("pol/n1").get("sys/policies/acl/own").status()).isEqualTo(200);
        assertThat(any.in("pol/n2").get("sys/policies/acl/own").status()).isEqualTo(200);
        denied(any.in("pol/n1/deep").get("sys/policies/acl/default"));
        denied(any.get("sys/policies/acl/any-child"));
    }

    @Test
    void aPolicyOfBelowReachesNothingAboveOrBeside() {
        ApiClient n1 = one.in("pol/n1");
        policy(n1, "everything", "*", "create", "read", "update", "delete", "list", "sudo");
        policy(n1, "climbs", "../sys/policies/acl/*", "read");
        policy(n1, "absolute", "pol/sys/policies/acl/*", "read");
        for (String name : List.of("everything", "climbs", "absolute")) {
            ApiClient holder = holder(n1, name);
            denied(holder.in("pol").get("sys/policies/acl/default"));
            denied(holder.in("pol/n2").get("sys/policies/acl/own"));
            denied(holder.in("").get("sys/policies/acl/default"));
            denied(holder.in("").get("pol/sys/policies/acl/default"));
        }
        assertThat(holder(n1, "everything").in("pol/n1/deep").get("sys/auth").status())
                .isEqualTo(200);
    }

    @Test
    void policiesOfOneNameInTwoNamespacesAreTwo() {
        policy(one, "shared", "sys/auth", "read");
        policy(one.in("pol/n1"), "shared", "sys/mounts", "read");
        ApiClient above = holder(one, "shared");
        ApiClient below = holder(one.in("pol/n1"), "shared");

        assertThat(above.get("sys/auth").status()).isEqualTo(200);
        denied(above.in("pol/n1").get("sys/mounts"));
        assertThat(below.in("pol/n1").get("sys/mounts").status()).isEqualTo(200);
        denied(below.in("pol/n1").get("sys/auth"));
        good(one.in("pol/n1").delete("sys/policies/acl/shared"));
        denied(below.in("pol/n1").get("sys/mounts"));
        assertThat(above.get("sys/auth").status()).isEqualTo(200);
    }

    @Test
    void capabilitiesAreTheseOfThePathInTheNamespaceOfTheRequest() {
        policy(one, "caps", "n1/sys/auth", "read", "sudo");
        String token =
                good(one.post("auth/token/create", "{'policies':['caps']}")).token();
        String body = "{'token':'" + token + "','paths':['sys/auth','n1/sys/auth']}";

        assertThat(other.post("sys/capabilities", body).data().toString())
                .isEqualTo("{\"n1/sys/auth\":[\"read\",\"sudo\"],\"sys/auth\":[\"deny\"]}");
        assertThat(other.in("pol/n1").post("sys/capabilities", body).data().toString())
                .isEqualTo("{\"n1/sys/auth\":[\"deny\"],\"sys/auth\":[\"read\",\"sudo\"]}");
        assertThat(other.in("pol/n2")
                        .post("sys/capabilities", body)
                        .data()
                        .path("sys/auth")
                        .toString())
                .isEqualTo("[\"deny\"]");
        assertThat(other.in("pol/n1")
                        .post("sys/capabilities-self", "{'paths':['x']}")
                        .data()
                        .path("x")
                        .toString())
                .isEqualTo("[\"root\"]");
    }

    @Test
    void templatesAreOfTheHolderInHisNamespace() {
        ApiClient n1 = one.in("pol/n1");
        good(n1.post("sys/auth/people", "{'type':'userpass'}"));
        String accessor = n1.get("sys/auth/people").data().path("accessor").asText();
        policy(n1, "self-service", "auth/people/users/{{identity.entity.aliases." + accessor + ".name}}", "read");
        good(n1.post("auth/people/users/ada", "{'password':'pw','token_policies':'self-service'}"));
        good(n1.post("auth/people/users/bob", "{'password':'pw'}"));
        good(one.in("pol/n2").post("sys/auth/people", "{'type':'userpass'}"));
        good(one.in("pol/n2").post("auth/people/users/ada", "{'password':'pw'}"));
        ApiClient ada =
                other.with(good(other.in("pol/n1").login("people", "ada", "pw")).token());

        assertThat(ada.in("pol/n1").get("auth/people/users/ada").status()).isEqualTo(200);
        denied(ada.in("pol/n1").get("auth/people/users/bob"));
        denied(ada.in("pol/n2").get("auth/people/users/ada"));
    }

    @Test
    void theFirstNamespacesRootTokenMayDoEverythingBelow() {
        ApiClient deep = other.in("pol/n1/deep");

        assertThat(deep.get("sys/auth/token").status()).isEqualTo(200);
        assertThat(deep.post("sys/capabilities-self", "{'paths':['sys/auth']}")
                        .data()
                        .path("sys/auth")
                        .toString())
                .isEqualTo("[\"root\"]");
        assertThat(deep.get("auth/token/lookup-self").data().path("policies").toString())
                .isEqualTo("[\"root\"]");
    }

    @Test
    void noRootTokenIsMadeForANamespace() {
        Reply fromAbove = other.in("pol/n1").post("auth/token/create", "{'policies':['root']}");
        assertThat(fromAbove.status()).isEqualTo(400);
        assertThat(fromAbove.error()).isEqualTo("root tokens may not be created from a parent namespace");
        ApiClient n1 = one.in("pol/n1");
        policy(n1, "creates", "auth/token/*", "create", "update", "sudo");
        ApiClient inside = holder(n1, "creates").in("pol/n1");
        for (String body :
                List.of("{'policies':['root']}", "{'policies':[' ROOT ']}", "{'policies':['root','default']}")) {
            Reply reply = inside.post("auth/token/create", body);
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.error()).isEqualTo("root tokens may not be created without parent token being root");
        }
        Reply custom = other.in("pol/n1").post("auth/token/create", "{'id':'custom-custom-custom-custom'}");
        assertThat(custom.status()).isEqualTo(400);
        assertThat(custom.error()).isEqualTo("token IDs can only be manually specified in the root namespace");
    }

    @Test
    void aTokenForBelowNeedsSudo() {
        policy(one, "plain", "n1/auth/token/create", "create", "update");
        policy(one, "sudo", "n1/auth/token/create", "create", "update", "sudo");

        Reply refused = holder(one, "plain").in("pol/n1").post("auth/token/create", "{}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error())
                .isEqualTo("root or sudo privileges required to directly generate a token in a child namespace");
        Reply made = good(holder(one, "sudo").in("pol/n1").post("auth/token/create", "{}"));
        assertThat(made.auth().path("policies").toString())
                .as("the names of above mean nothing below")
                .isEqualTo("[\"default\"]");
        assertThat(made.auth().path("entity_id").asText()).isEmpty();
        assertThat(other.with(made.token())
                        .get("auth/token/lookup-self")
                        .data()
                        .path("namespace_path")
                        .asText())
                .isEqualTo("pol/n1/");
        denied(holder(one, "sudo").in("pol/n2").post("auth/token/create", "{}"));
    }

    @Test
    void aTokenOfBelowDiesWithItsMakerOfAbove() {
        policy(one, "parent", "n1/auth/token/create", "create", "update", "sudo");
        Reply maker = good(one.post("auth/token/create", "{'policies':['parent']}"));
        Reply child = good(other.with(maker.token()).in("pol/n1").post("auth/token/create", "{}"));
        Reply orphan = good(other.with(maker.token()).in("pol/n1").post("auth/token/create", "{'no_parent':true}"));
        assertThat(other.with(child.token()).get("auth/token/lookup-self").status())
                .isEqualTo(200);

        good(one.post(
                "auth/token/revoke-accessor",
                "{'accessor':'" + maker.auth().path("accessor").asText() + "'}"));

        assertThat(other.with(child.token()).get("auth/token/lookup-self").status())
                .isEqualTo(403);
        assertThat(other.with(orphan.token()).get("auth/token/lookup-self").status())
                .isEqualTo(200);
        assertThat(root.post("auth/token/lookup", "{'token':'" + child.token() + "'}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void byIdTheNamespaceOfTheTokenDecides() {
        ApiClient n1 = one.in("pol/n1");
        policy(one, "by-id", "n1/auth/token/*", "update", "sudo");
        ApiClient above = holder(one, "by-id");
        for (String header : List.of("", "pol", "pol/n1", "pol/n2")) {
            String token = good(n1.post("auth/token/create", "{'policies':['default'],'ttl':'1h'}"))
                    .token();
            String body = "{'token':'" + token + "'}";
            ApiClient from = above.in(header);
            assertThat(from.post("auth/token/lookup", body)
                            .data()
                            .path("namespace_path")
                            .asText())
                    .as(header)
                    .isEqualTo("pol/n1/");
            assertThat(from.post("auth/token/renew", body).status()).as(header).isEqualTo(200);
            assertThat(from.post("auth/token/revoke", body).status()).as(header).isEqualTo(204);
            assertThat(other.with(token).get("auth/token/lookup-self").status()).isEqualTo(403);
        }
        String beside = good(one.in("pol/n2").post("auth/token/create", "{'policies':['default']}"))
                .token();
        denied(above.in("pol/n1").post("auth/token/lookup", "{'token':'" + beside + "'}"));
    }
}
