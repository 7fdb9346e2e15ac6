package io.portcullis.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** For each endpoint, what somebody asks of it who knows identifiers of a namespace that he has no business with. */
final class NamespaceMatrix {

    /** What is right for those who come from elsewhere. */
    enum Kind {
        /** Nothing is served, where the namespace itself is asked. */
        GUARDED,
        /** Whoever asks is served about himself, wherever he asks. */
        SELF,
        /** Everybody is served. */
        PUBLIC,
        /** Nothing is served outside the first namespace. */
        ROOT_ONLY
    }

    /** One question, below the namespace that it is sent to. */
    record Ask(String method, String path, String body) {}

    /** What there is to ask of an endpoint. */
    record Row(Kind kind, Function<Ids, List<Ask>> asks) {}

    /**
     * The identifiers of a namespace, or such as there are none of, which look the same.
     *
     * @param name of a child
     */
    record Ids(
            String name,
            String token,
            String accessor,
            String lease,
            String mount,
            String mountAccessor,
            String user,
            String role,
            String policy,
            String entityId,
            String move,
            String namespacePath) {

        /** All of them, the long ones first, which others may be a part of. */
        Stream<String> all() {
            return Stream.of(lease, token, accessor, entityId, move, mountAccessor, mount, user, role, policy, name)
                    .sorted((one, other) -> other.length() - one.length());
        }
    }

    static final Map<String, Row> ROWS = rows();

    private NamespaceMatrix() {}

    private static Ask get(String path) {
        return new Ask("GET", path, null);
    }

    private static Ask list(String path) {
        return new Ask("LIST", path, null);
    }

    private static Ask scan(String path) {
        return new Ask("SCAN", path, null);
    }

    private static Ask post(String path, String body) {
        return new Ask("POST", path, body);
    }

    private static Ask patch(String path, String body) {
        return new Ask("PATCH", path, body);
    }

    private static Ask delete(String path) {
        return new Ask("DELETE", path, null);
    }

    /** Collects rows. */
    private static final class Rows {
        private final Map<String, Row> nameToRow = new LinkedHashMap<>();

        void add(Kind kind, String name, Function<Ids, List<Ask>> asks) {
            if (nameToRow.put(name, new Row(kind, asks)) != null) {
                throw new IllegalStateException("twice: " + name);
            }
        }

        void guarded(String name, Function<Ids, List<Ask>> asks) {
            add(Kind.GUARDED, name, asks);
        }
    }

    private static Map<String, Row> rows() {
        Rows rows = new Rows();
        locks(rows);
        system(rows);
        mounts(rows);
        policies(rows);
        leases(rows);
        tokens(rows);
        accounts(rows);
        return rows.nameToRow;
    }

    /** What locks the namespace that it is sent to is malformed: else nothing more could be asked there. */
    private static void locks(Rows rows) {
        String base = "sys/namespaces/api-lock/";
        for (String what : List.of("lock", "unlock", "status")) {
            String method = what.equals("status") ? "GET" : "PUT";
            String pattern = "ApiLockRoutes namespaces/api-lock/" + what;
            rows.guarded(
                    pattern + "(?<path>)",
                    ids -> List.of(new Ask(
                            method, base + what, "{'ttl':'nonsense','unlock_key':'x','path':'" + ids.name() + "'}")));
            rows.guarded(
                    pattern + "/(?<path>.+)",
                    ids -> List.of(
                            new Ask(method, base + what + "/" + ids.name(), "{'unlock_key':'x'}"),
                            new Ask(method, base + what + "/" + ids.namespacePath() + ids.name(), "{'rekey':true}")));
        }
    }

    private static void system(Rows rows) {
        rows.guarded(
                "RemountRoutes remount",
                ids -> List.of(
                        post("sys/remount", "{'from':'auth/" + ids.mount() + "','to':'auth/taken-away'}"),
                        post(
                                "sys/remount",
                                "{'from':'" + ids.namespacePath() + "auth/" + ids.mount()
                                        + "','to':'auth/taken-away'}"),
                        post(
                                "sys/remount",
                                "{'from':'../" + ids.namespacePath() + "auth/" + ids.mount() + "','to':'auth/x'}"),
                        post("sys/remount", "{'from':'" + ids.mountAccessor() + "','to':'auth/taken-away'}")));
        rows.guarded(
                "RemountRoutes remount/status/(?<migrationid>.+)",
                ids -> List.of(get("sys/remount/status/" + ids.move())));
        rows.add(
                Kind.PUBLIC,
                "NamespaceRoutes internal/ui/namespaces",
                ids -> List.of(get("sys/internal/ui/namespaces")));
        rows.guarded("NamespaceRoutes namespaces/?", ids -> List.of(list("sys/namespaces"), scan("sys/namespaces")));
        rows.guarded(
                "NamespaceRoutes namespaces/(?<path>.+)",
                ids -> List.of(
                        get("sys/namespaces/" + ids.name()),
                        patch("sys/namespaces/" + ids.name(), "{'custom_metadata':{'x':'y'}}"),
                        post("sys/namespaces/" + ids.name(), "{'custom_metadata':{'x':'y'}}"),
                        delete("sys/namespaces/" + ids.name())));
        rows.add(Kind.ROOT_ONLY, "UnsupportedRoutes (generate-root|rekey)/.+", ids -> List.of(get("sys/rekey/init")));
        rows.add(Kind.ROOT_ONLY, "UnsupportedRoutes seal", ids -> List.of(get("sys/seal"), post("sys/seal", "")));
        rows.add(Kind.PUBLIC, "UnsupportedRoutes step-down", ids -> List.of(post("sys/step-down", ""))); // does nothing
        rows.add(Kind.ROOT_ONLY, "UnsupportedRoutes unseal", ids -> List.of(post("sys/unseal", "{}")));
        rows.guarded("HistoryRoutes version-history/?", ids -> List.of(list("sys/version-history")));
        rows.guarded("HostRoutes ha-status", ids -> List.of(get("sys/ha-status")));
        rows.add(Kind.ROOT_ONLY, "HostRoutes host-info/?", ids -> List.of(get("sys/host-info")));
        rows.add(Kind.ROOT_ONLY, "InFlightRoutes in-flight-req", ids -> List.of(get("sys/in-flight-req")));
        rows.add(Kind.ROOT_ONLY, "RotationRoutes key-status", ids -> List.of(get("sys/key-status")));
        rows.add(
                Kind.ROOT_ONLY,
                "RotationRoutes rotate(/keyring)?",
                ids -> List.of(post("sys/rotate", ""), post("sys/rotate/keyring", "")));
        rows.add(
                Kind.ROOT_ONLY,
                "RotationRoutes rotate/(keyring/)?config",
                ids -> List.of(get("sys/rotate/config"), post("sys/rotate/keyring/config", "{}")));
        String paths = "'paths':['auth/token/lookup-self','sys/mounts']";
        rows.guarded(
                "CapabilityRoutes capabilities-accessor",
                ids -> List.of(
                        post("sys/capabilities-accessor", "{'accessor':'" + ids.accessor() + "'," + paths + "}")));
        // Who has a token may ask what it can do; he could ask it itself.
        rows.guarded(
                "CapabilityRoutes capabilities",
                ids -> List.of(post("sys/capabilities", "{'token':'" + ids.accessor() + "'," + paths + "}")));
        rows.guarded(
                "CapabilityRoutes capabilities-self",
                ids -> List.of(post("sys/capabilities-self", "{'token':'" + ids.token() + "'," + paths + "}")));
        rows.guarded(
                "ResultantAclRoutes internal/ui/resultant-acl", ids -> List.of(get("sys/internal/ui/resultant-acl")));
        rows.add(
                Kind.PUBLIC,
                "DocumentRoutes internal/specs/openapi",
                ids -> List.of(get("sys/internal/specs/openapi"), post("sys/internal/specs/openapi", "{}")));
        rows.add(Kind.PUBLIC, "UiMountRoutes internal/ui/mounts", ids -> List.of(get("sys/internal/ui/mounts")));
        rows.add(
                Kind.PUBLIC,
                "UiMountRoutes internal/ui/mounts/(?<path>.+)",
                ids -> List.of(
                        get("sys/internal/ui/mounts/auth/" + ids.mount()),
                        get("sys/internal/ui/mounts/" + ids.namespacePath() + "auth/" + ids.mount())));
    }

    private static void mounts(Rows rows) {
        rows.guarded(
                "LockedUserRoutes locked-users",
                ids -> List.of(get("sys/locked-users"), get("sys/locked-users?mount_accessor=" + ids.mountAccessor())));
        rows.guarded(
                "LockedUserRoutes locked-users/(?<mountaccessor>.+?)/unlock/(?<aliasidentifier>.+)",
                ids -> List.of(post("sys/locked-users/" + ids.mountAccessor() + "/unlock/" + ids.user(), "")));
        rows.guarded(
                "LockedUserRoutes locked-users/(?<mountaccessor>[^/]+)/unlock",
                ids -> List.of(post("sys/locked-users/" + ids.mountAccessor() + "/unlock", "")));
        rows.guarded(
                "LockedUserRoutes locked-users/(?<mountaccessor>[^/]+)/(?<aliasidentifier>[^/]+)",
                ids -> List.of(get("sys/locked-users/" + ids.mountAccessor() + "/" + ids.user())));
        rows.guarded("MountRoutes auth", ids -> List.of(get("sys/auth")));
        rows.guarded("MountRoutes mounts", ids -> List.of(get("sys/mounts")));
        rows.guarded(
                "MountRoutes auth/(?<path>.+?)/?",
                ids -> List.of(
                        get("sys/auth/" + ids.mount()),
                        get("sys/auth/" + ids.mountAccessor()),
                        delete("sys/auth/" + ids.mount()),
                        post("sys/auth/" + ids.mount(), "{'type':'userpass'}"),
                        delete("sys/auth/" + ids.mount())));
        rows.guarded(
                "MountRoutes auth/(?<path>.+)/tune",
                ids -> List.of(
                        get("sys/auth/" + ids.mount() + "/tune"),
                        post("sys/auth/" + ids.mount() + "/tune", "{'description':'mine'}")));
        rows.guarded(
                "MountRoutes mounts/auth/(?<path>.+)/tune",
                ids -> List.of(
                        get("sys/mounts/auth/" + ids.mount() + "/tune"),
                        post(
                                "sys/mounts/auth/" + ids.mount() + "/tune",
                                "{'user_lockout_config':{'lockout_disable':true}}")));
        rows.guarded("MountRoutes mounts/auth/(?<path>.+?)/?", ids -> List.of(get("sys/mounts/auth/" + ids.mount())));
        rows.guarded("MountRoutes mounts/(?<path>.+)/tune", ids -> List.of(get("sys/mounts/sys/tune")));
        rows.guarded(
                "MountRoutes mounts/(?<path>.+?)/?",
                ids -> List.of(
                        get("sys/mounts/" + ids.name()),
                        post("sys/mounts/" + ids.name(), "{'type':'kv'}"),
                        delete("sys/mounts/" + ids.name())));
    }

    private static void policies(Rows rows) {
        for (String kind : List.of("policies/acl", "policy")) {
            List<Function<Ids, Ask>> asks = new ArrayList<>(List.of(
                    ids -> get("sys/" + kind + "/" + ids.policy()),
                    ids -> delete("sys/" + kind + "/" + ids.policy()),
                    ids -> post("sys/" + kind + "/" + ids.policy(), "{'policy':'# mine'}"),
                    ids -> get("sys/" + kind + "/" + ids.policy()),
                    ids -> list("sys/" + kind + "/" + ids.policy()),
                    ids -> delete("sys/" + kind + "/" + ids.policy())));
            if (kind.equals("policies/acl")) {
                asks.add(ids -> patch("sys/policies/acl/" + ids.policy(), "{'policy':'# mine'}"));
            }
            rows.guarded(
                    "PolicyRoutes " + kind + "/(?<name>.+)",
                    ids -> asks.stream().map(ask -> ask.apply(ids)).toList());
        }
        rows.guarded("PolicyRoutes policies/acl/?", ids -> List.of(list("sys/policies/acl")));
        rows.guarded("PolicyRoutes policies/detailed/acl/?", ids -> List.of(list("sys/policies/detailed/acl")));
        rows.guarded(
                "PolicyRoutes policies/detailed/acl/(?<name>.+)",
                ids -> List.of(list("sys/policies/detailed/acl/" + ids.policy())));
        rows.guarded("PolicyRoutes policy/?", ids -> List.of(list("sys/policy"), get("sys/policy")));
    }

    private static void leases(Rows rows) {
        for (String verb : List.of("lookup", "renew", "revoke")) {
            rows.guarded(
                    "LeaseRoutes leases/" + verb,
                    ids -> List.of(post("sys/leases/" + verb, "{'lease_id':'" + ids.lease() + "'}")));
        }
        for (String verb : List.of("renew", "revoke")) {
            rows.guarded(
                    "LeaseRoutes leases/" + verb + "/(?<urlleaseid>.+)",
                    ids -> List.of(post("sys/leases/" + verb + "/" + ids.lease(), "{}")));
        }
        rows.guarded(
                "LeaseRoutes leases/lookup/(?<prefix>.*)",
                ids -> List.of(
                        list("sys/leases/lookup/"),
                        list("sys/leases/lookup/auth/" + ids.mount() + "/login"),
                        list("sys/leases/lookup/" + ids.namespacePath() + "auth")));
        for (String verb : List.of("revoke-prefix", "revoke-force")) {
            rows.guarded(
                    "LeaseRoutes leases/" + verb + "/(?<prefix>.+)",
                    ids -> List.of(
                            post("sys/leases/" + verb + "/" + ids.lease(), "{}"),
                            post("sys/leases/" + verb + "/auth/" + ids.mount(), "{}"),
                            post("sys/leases/" + verb + "/" + ids.namespacePath() + "auth/" + ids.mount(), "{}")));
        }
    }

    private static void tokens(Rows rows) {
        for (String verb : List.of("lookup", "revoke", "revoke-orphan")) {
            rows.guarded(
                    "TokenRoutes " + verb,
                    ids -> List.of(post("auth/token/" + verb, "{'token':'" + ids.token() + "'}")));
        }
        for (String verb : List.of("lookup", "revoke")) {
            rows.guarded(
                    "TokenRoutes " + verb + "-accessor",
                    ids -> List.of(post("auth/token/" + verb + "-accessor", "{'accessor':'" + ids.accessor() + "'}")));
        }
        rows.guarded(
                "RenewalRoutes renew",
                ids -> List.of(post("auth/token/renew", "{'token':'" + ids.token() + "','increment':'9h'}")));
        rows.guarded(
                "RenewalRoutes renew-accessor",
                ids -> List.of(
                        post("auth/token/renew-accessor", "{'accessor':'" + ids.accessor() + "','increment':'9h'}")));
        rows.add(
                Kind.SELF,
                "RenewalRoutes renew-self",
                ids -> List.of(post("auth/token/renew-self", "{'token':'" + ids.token() + "'}")));
        rows.add(
                Kind.SELF,
                "TokenRoutes lookup-self",
                ids -> List.of(
                        get("auth/token/lookup-self"),
                        post("auth/token/lookup-self", "{'token':'" + ids.token() + "'}")));
        rows.add(
                Kind.SELF,
                "TokenRoutes revoke-self",
                ids -> List.of(post("auth/token/revoke-self", "{'token':'" + ids.token() + "'}")));
        rows.guarded("TokenRoutes accessors/?", ids -> List.of(list("auth/token/accessors")));
        rows.guarded("TokenRoutes tidy", ids -> List.of(post("auth/token/tidy", "")));
        String policies = "'policies':['%s'],'ttl':'1s'";
        rows.guarded(
                "CreationRoutes create",
                ids -> List.of(
                        post("auth/token/create", "{" + policies.formatted(ids.policy()) + "}"),
                        post("auth/token/create", "{'id':'" + ids.token() + "','ttl':'1s'}")));
        rows.guarded(
                "CreationRoutes create-orphan",
                ids -> List.of(post("auth/token/create-orphan", "{" + policies.formatted(ids.policy()) + "}")));
        String role = "(?<rolename>\\w(?:[\\w.-]{0,510}\\w)?)";
        rows.guarded(
                "CreationRoutes create/" + role,
                ids -> List.of(post("auth/token/create/" + ids.role(), "{'ttl':'1s'}")));
        rows.guarded("RoleRoutes roles/?", ids -> List.of(list("auth/token/roles")));
        rows.guarded(
                "RoleRoutes roles/" + role,
                ids -> List.of(
                        get("auth/token/roles/" + ids.role()),
                        delete("auth/token/roles/" + ids.role()),
                        post("auth/token/roles/" + ids.role(), "{'orphan':true}"),
                        delete("auth/token/roles/" + ids.role())));
    }

    private static void accounts(Rows rows) {
        String username = "(?<username>[0-9A-Za-z_][0-9A-Za-z_.\\-]{0,511})";
        rows.add(
                Kind.PUBLIC,
                "UserpassRoutes login/" + username,
                ids -> List.of(post("auth/" + ids.mount() + "/login/" + ids.user(), "{'password':'guessed'}")));
        rows.guarded("UserpassRoutes users/?", ids -> List.of(list("auth/" + ids.mount() + "/users")));
        rows.guarded("UserpassRoutes users/" + username, ids -> {
            String path = "auth/" + ids.mount() + "/users/" + ids.user();
            return List.of(get(path), post(path, "{'password':'mine'}"), delete(path));
        });
        for (String field : List.of("password", "policies")) {
            rows.guarded(
                    "UserpassRoutes users/" + username + "/" + field,
                    ids -> List.of(post(
                            "auth/" + ids.mount() + "/users/" + ids.user() + "/" + field, "{'" + field + "':'mine'}")));
        }
    }
}
