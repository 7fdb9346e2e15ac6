package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.testing.ApiClient;
import io.portcullis.testing.ApiClient.Reply;

/** Namespaces, who is in them, and their locks, through the API. */
final class Tenants {

    /** Below a namespace: where it is locked and unlocked. */
    static final String LOCK = "sys/namespaces/api-lock/lock";

    static final String UNLOCK = "sys/namespaces/api-lock/unlock";
    static final String STATUS = "sys/namespaces/api-lock/status";

    private Tenants() {}

    /** What is told in a namespace that is closed by a lock of this one. */
    static String refusal(String locked) {
        return "API access to this namespace has been locked by an administrator - \"" + locked
                + "\" must be unlocked to gain access.";
    }

    /** A namespace, and those above it. */
    static void create(ApiClient root, String path) {
        int slash = path.lastIndexOf('/');
        if (slash > 0) {
            create(root, path.substring(0, slash));
        }
        Reply made = root.in(slash < 0 ? "" : path.substring(0, slash))
                .send("PUT", "sys/namespaces/" + path.substring(slash + 1));
        assertThat(made.status()).as(made.toString()).isEqualTo(200);
    }

    /** A policy of a namespace: rules in HCL, with single quotes. */
    static void policy(ApiClient root, String namespace, String name, String rules) {
        done(root.in(namespace)
                .sendWith("PUT", "sys/policies/acl/" + name, "{'policy':'" + rules.replace("'", "\\\"") + "'}"));
    }

    /** A token with these policies of a namespace. */
    static ApiClient token(ApiClient root, String namespace, String... policies) {
        Reply made = root.in(namespace)
                .post("auth/token/create", "{'policies':['" + String.join("','", policies) + "'],'no_parent':true}");
        assertThat(made.status()).as(made.toString()).isEqualTo(200);
        return root.with(made.token());
    }

    /** A mount {@code people} with the account {@code ada}, whose password is {@code pw}. */
    static void people(ApiClient root, String namespace, String fields) {
        done(root.in(namespace).post("sys/auth/people", "{'type':'userpass'}"));
        done(root.in(namespace)
                .post(
                        "auth/people/users/ada",
                        "{'password_hash':'" + Hashes.of("pw") + "'" + (fields.isEmpty() ? "" : "," + fields) + "}"));
    }

    /** Locks a namespace from the first one, and gives the key. */
    static String lock(ApiClient root, String path) {
        Reply locked = root.send("PUT", LOCK + "/" + path);
        assertThat(locked.status()).as(locked.toString()).isEqualTo(200);
        String key = locked.data().path("unlock_key").asText();
        assertThat(key).matches("[0-9A-Za-z]{24}");
        return key;
    }

    static String key(String key) {
        return "{'unlock_key':'" + key + "'}";
    }

    static void done(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(204);
    }

    static void closed(Reply reply, String locked) {
        assertThat(reply.toString())
                .isEqualTo("503 {\"errors\":[\"" + refusal(locked).replace("\"", "\\\"") + "\"]}\n");
    }

    static void refused(Reply reply, String text) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
        assertThat(reply.error()).isEqualTo(text);
    }
}
