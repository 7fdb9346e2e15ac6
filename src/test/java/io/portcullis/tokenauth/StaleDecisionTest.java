package io.portcullis.tokenauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.address.IpAddress;
import io.portcullis.app.Node;
import io.portcullis.control.ControlPlane;
import io.portcullis.control.ControlReader;
import io.portcullis.control.Grant;
import io.portcullis.control.View;
import io.portcullis.fault.Fault;
import io.portcullis.http.Call;
import io.portcullis.mount.MountEntry;
import io.portcullis.mount.MountTable;
import io.portcullis.namespace.NamespaceLocks;
import io.portcullis.namespace.NamespaceTree;
import io.portcullis.policy.PolicyTable;
import io.portcullis.redis.RedisGateway;
import io.portcullis.redis.RedisSettings;
import io.portcullis.seal.SealKey;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.EventLoop;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.TestRedis;
import io.portcullis.token.Caller;
import io.portcullis.token.RenewalService;
import io.portcullis.token.StoredToken;
import io.portcullis.token.TokenService;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Requests that were decided on what is no longer so when their token was written: the first look is taken, the world changes, and only
 * then is the token made or prolonged (threats A2).
 */
class StaleDecisionTest {

    private static final IpAddress OURSELVES = IpAddress.parse("127.0.0.1").orElseThrow();

    private static Fleet fleet;
    private static EventLoop loop;
    private static ApiClient root;
    private static ControlReader control;
    private static TokenService tokens;
    private static CreationService creations;
    private static RenewalService renewals;

    private String maker;

    @BeforeAll
    static void start() {
        RedisSettings settings = EventLoop.shared(TestRedis.freshPrefix());
        fleet = Fleet.start(1, settings);
        root = fleet.node(0);
        loop = new EventLoop();
        RedisGateway redis = loop.gateway(settings);
        ControlPlane plane = new ControlPlane(Node.KINDS, SealKey.development(), 1_000);
        control = new ControlReader(plane, redis);
        tokens = new TokenService(plane, redis, "s.");
        creations = new CreationService(control, tokens, CustomIds.ANY);
        renewals = new RenewalService(control, tokens, Map.of(MountEntry.TOKEN, new RoleRenewals()));
    }

    @AfterAll
    static void stop() {
        loop.close();
        fleet.close();
    }

    @BeforeEach
    void makeMaker() {
        post("sys/auth/token/tune", "{'default_lease_ttl':'768h'}");
        post("auth/token/roles/role", "{'token_period':'1h'}");
        maker = root.post("auth/token/create", "{'policies':['default']}").token();
    }

    private static void post(String path, String body) {
        assertThat(root.post(path, body).status()).as(path).isEqualTo(204);
    }

    /**
     * A grant that lasts as long as the policy {@code right} is there and the namespace {@code shut} is not locked; the policy {@code sudo} gives more.
     */
    private record Right(boolean sudo) implements Grant {

        @Override
        public Grant by(View view) {
            if (!isThere(view, "right")) {
                throw Fault.deniedByPolicy();
            }
            NamespaceTree.of(view)
                    .at("shut/")
                    .ifPresent(namespace -> NamespaceLocks.checkUnlocked(view, namespace.id()));
            return new Right(isThere(view, "sudo"));
        }

        private static boolean isThere(View view, String policy) {
            return view.snapshot()
                    .part(PolicyTable.KIND)
                    .find("root", policy, view.time())
                    .isPresent();
        }
    }

    /** The call of the maker, by what is the case now. */
    private Call call(String json) throws Throwable {
        post("sys/policies/acl/right", "{'policy':'# nothing'}");
        post("sys/policies/acl/sudo", "{'policy':'# nothing'}");
        View view = loop.run(control::now);
        Caller caller = loop.run(() -> tokens.authenticate(tokens.begin(maker), view, OURSELVES))
                .orElseThrow();
        MountEntry mount = view.snapshot()
                .part(MountTable.KIND)
                .withAccessor(caller.entry().origin().mountAccessor())
                .orElseThrow();
        Call empty = Calls.of(CreationRequest.FIELDS, json);
        return new Call(
                empty.request(),
                empty.parameters(),
                Map.of(),
                Map.of(
                        View.class,
                        view,
                        Caller.class,
                        caller,
                        MountEntry.class,
                        mount,
                        Grant.class,
                        new Right(true).by(view)));
    }

    private static CreationService.Created create(Call call, boolean orphan, String role) throws Throwable {
        Creation.Way way = new Creation.Way("auth/token/create", orphan, Optional.ofNullable(role));
        return loop.run(() -> creations.create(call, way));
    }

    private static String accessors() {
        return root.send("LIST", "auth/token/accessors").data().path("keys").size() + " tokens";
    }

    private static void assertRefused(Call call, boolean orphan, String role, int status, String text) {
        String before = accessors();
        assertThatThrownBy(() -> create(call, orphan, role))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.status()).isEqualTo(status))
                .hasMessage(text);
        assertThat(accessors()).as("the token is taken back").isEqualTo(before);
    }

    @Test
    void whatIsStillSoMakesAToken() throws Throwable {
        CreationService.Created created = create(call("{}"), false, null);

        assertThat(root.with(created.token()).get("auth/token/lookup-self").status())
                .isEqualTo(200);
    }

    @Test
    void aMakerThatWasRevokedMakesNothing() throws Throwable {
        Call call = call("{}");
        post("auth/token/revoke", "{'token':'" + maker + "'}");

        assertRefused(call, false, null, 403, "permission denied");
        assertRefused(call, true, null, 403, "permission denied");
    }

    @Test
    void aMakerWhoseParentWasRevokedMakesNothing() throws Throwable {
        String parent = root.post("auth/token/create", "{}").token();
        maker = root.with(parent)
                .post("auth/token/create", "{'policies':['default']}")
                .token();
        Call call = call("{}");
        post("auth/token/revoke", "{'token':'" + parent + "'}");

        assertRefused(call, false, null, 403, "permission denied");
        assertRefused(call, true, null, 403, "permission denied");
    }

    @Test
    void anotherTokenOfTheMakersNameIsNotTheMaker() throws Throwable {
        maker = "stale-maker";
        root.post("auth/token/create", "{'id':'stale-maker','policies':['default']}");
        Call call = call("{}");
        post("auth/token/revoke", "{'token':'stale-maker'}");
        root.post("auth/token/create", "{'id':'stale-maker','policies':['default']}");

        assertRefused(call, true, null, 403, "permission denied");
        assertRefused(call, false, null, 403, "permission denied");
        post("auth/token/revoke", "{'token':'stale-maker'}");
    }

    @Test
    void whatALockCameBeforeIsNeitherMadeNorProlonged() throws Throwable {
        String token = root.post("auth/token/create", "{'policies':['default'],'ttl':'1h'}")
                .token();
        root.send("PUT", "sys/namespaces/shut");
        Call call = call("{}");
        root.send("PUT", "sys/namespaces/api-lock/lock/shut");
        String text = "API access to this namespace has been locked by an administrator - \"shut\" must be unlocked"
                + " to gain access.";
        try {
            assertRefused(call, true, null, 503, text);
            assertThatThrownBy(() -> renew(call, token)).hasMessage(text);
            assertThat(left(token)).isLessThanOrEqualTo(Duration.ofHours(1));
        } finally {
            root.send("PUT", "sys/namespaces/api-lock/unlock/shut");
        }
    }

    @Test
    void whoLostTheRightMakesNothing() throws Throwable {
        Call call = call("{}");
        root.delete("sys/policies/acl/right");

        assertRefused(call, false, null, 403, "permission denied");
    }

    @Test
    void whoLostSudoIsAskedAgainForWhatNeedsIt() throws Throwable {
        Call call = call("{'no_parent':true}");
        Call modest = call("{}");
        root.delete("sys/policies/acl/sudo");

        assertRefused(call, false, null, 400, "root or sudo privileges required to create orphan token");
        assertThat(create(modest, false, null).token()).isNotEmpty();
    }

    @Test
    void aRoleThatIsAnotherNowDecides() throws Throwable {
        Call call = call("{}");
        post("auth/token/roles/role", "{'token_period':'2h','token_num_uses':7}");

        CreationService.Created created = create(call, false, "role");

        assertThat(created.ttl()).isEqualTo(Duration.ofHours(2));
        assertThat(created.entry().uses()).isEqualTo(7);
    }

    @Test
    void aRoleThatIsGoneMakesNothing() throws Throwable {
        Call call = call("{}");
        root.delete("auth/token/roles/role");

        assertRefused(call, false, "role", 400, "unknown role role");
    }

    @Test
    void aMountThatWasTunedDecides() throws Throwable {
        Call call = call("{}");
        post("sys/auth/token/tune", "{'default_lease_ttl':'5h'}");

        assertThat(create(call, false, null).ttl()).isEqualTo(Duration.ofHours(5));
    }

    private Duration left(String token) throws Throwable {
        View view = loop.run(control::now);
        return loop.run(() -> tokens.find(view, token))
                .orElseThrow()
                .entry()
                .lease()
                .remaining(view.time());
    }

    private static RenewalService.Renewed renew(Call call, String token) throws Throwable {
        StoredToken stored =
                loop.run(() -> tokens.find(call.found(View.class), token)).orElseThrow();
        return loop.run(() -> renewals.renew(call, stored, Duration.ofHours(9)));
    }

    @Test
    void aRenewalIsUndoneWhenWhoAskedForItMayNoMore() throws Throwable {
        String token = root.post("auth/token/create", "{'policies':['default'],'ttl':'1h'}")
                .token();
        Call withoutRight = call("{}");
        root.delete("sys/policies/acl/right");
        assertThatThrownBy(() -> renew(withoutRight, token)).hasMessage("permission denied");
        assertThat(left(token)).isLessThanOrEqualTo(Duration.ofHours(1));

        Call ofTheDead = call("{}");
        post("auth/token/revoke", "{'token':'" + maker + "'}");
        assertThatThrownBy(() -> renew(ofTheDead, token)).hasMessage("permission denied");
        assertThat(left(token)).isLessThanOrEqualTo(Duration.ofHours(1));
    }

    @Test
    void aRenewalIsDecidedByTheRoleAsItIsWhenItIsAnswered() throws Throwable {
        String token =
                root.post("auth/token/create/role", "{'policies':['default']}").token();
        Call call = call("{}");
        post("auth/token/roles/role", "{'token_period':'3h'}");

        assertThat(renew(call, token).ttl()).isEqualTo(Duration.ofHours(3));
        root.delete("auth/token/roles/role");
        assertThatThrownBy(() -> renew(call, token)).hasMessageContaining("could not be found, not renewing");
        assertThat(left(token)).isLessThanOrEqualTo(Duration.ofHours(3));
    }
}
