package io.portcullis.clients;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.vault.VaultException;
import org.springframework.vault.authentication.LoginToken;
import org.springframework.vault.authentication.SimpleSessionManager;
import org.springframework.vault.authentication.TokenAuthentication;
import org.springframework.vault.authentication.UsernamePasswordAuthentication;
import org.springframework.vault.authentication.UsernamePasswordAuthenticationOptions;
import org.springframework.vault.client.RestTemplateBuilder;
import org.springframework.vault.client.VaultClients;
import org.springframework.vault.client.VaultEndpoint;
import org.springframework.vault.core.VaultSysOperations;
import org.springframework.vault.core.VaultTemplate;
import org.springframework.vault.support.VaultHealth;
import org.springframework.vault.support.VaultMount;
import org.springframework.vault.support.VaultResponse;
import org.springframework.web.client.HttpStatusCodeException;

/** Spring Vault on the HTTP client of the JDK. */
record SpringVaultClient(ClientHttpRequestFactory requests) implements LoginClient {

    SpringVaultClient() {
        this(new JdkClientHttpRequestFactory());
    }

    @Override
    public boolean healthy(String address) {
        VaultSysOperations sys = template(new Session(address, "none")).opsForSys();
        VaultHealth health = sys.health();
        return health.isInitialized() && !health.isSealed() && !health.isStandby() && sys.isInitialized();
    }

    @Override
    public void enable(Session session, String mount) {
        template(session).opsForSys().authMount(mount, VaultMount.create("userpass"));
    }

    @Override
    public void tune(Session session, String mount, long seconds) {
        template(session).write("sys/auth/" + mount + "/tune", Map.of("default_lease_ttl", seconds + "s"));
    }

    @Override
    public long tuned(Session session, String mount) {
        return ((Number) data(template(session).read("sys/auth/" + mount + "/tune"))
                        .get("default_lease_ttl"))
                .longValue();
    }

    @Override
    public List<String> mounts(Session session) {
        return refusing(() -> template(session).opsForSys().getAuthMounts()).keySet().stream()
                .map(path -> path.replaceAll("/$", ""))
                .toList();
    }

    @Override
    public void writeUser(Session session, String mount, String name, String password, String policies) {
        refusingRun(() ->
                template(session).write(user(mount, name), Map.of("password", password, "token_policies", policies)));
    }

    @Override
    public List<String> policies(Session session, String mount, String name) {
        AtomicReference<@Nullable VaultResponse> read = new AtomicReference<>();
        refusingRun(() -> read.set(template(session).read(user(mount, name))));
        return texts(data(read.get()).get("token_policies"));
    }

    @Override
    public List<String> users(Session session, String mount) {
        List<String> users = refusing(() -> template(session).list("auth/" + mount + "/users"));
        if (users.isEmpty()) {
            throw new Refused(404, "no users");
        }
        return users;
    }

    @Override
    public Login login(Session session, String mount, String name, String password) {
        UsernamePasswordAuthenticationOptions options = UsernamePasswordAuthenticationOptions.builder()
                .path(mount)
                .username(name)
                .password(password)
                .build();
        LoginToken token = (LoginToken) refusing(
                () -> new UsernamePasswordAuthentication(options, rest(session).build()).login());
        Map<String, Object> self = data(template(new Session(session.address(), token.getToken(), session.namespace()))
                .read("auth/token/lookup-self"));
        return new Login(
                token.getToken(),
                texts(self.get("policies")),
                token.getLeaseDuration().toSeconds());
    }

    @Override
    public String displayName(Session session) {
        return String.valueOf(data(refusing(() -> template(session).read("auth/token/lookup-self")))
                .get("display_name"));
    }

    @Override
    public long renew(Session session) {
        VaultResponse renewed = refusing(() -> template(session).write("auth/token/renew-self", null));
        return ((Number) Objects.requireNonNull(renewed.getAuth()).get("lease_duration")).longValue();
    }

    @Override
    public void changePassword(Session session, String mount, String name, String password) {
        template(session).write(user(mount, name) + "/password", Map.of("password", password));
    }

    @Override
    public void revoke(Session session) {
        template(session).write("auth/token/revoke-self", null);
    }

    @Override
    public void deleteUser(Session session, String mount, String name) {
        template(session).delete(user(mount, name));
    }

    @Override
    public void disable(Session session, String mount) {
        template(session).opsForSys().authUnmount(mount);
    }

    @Override
    public LockoutClient lockouts() {
        return new SpringVaultLockouts(this);
    }

    @Override
    public PermissionClient permissions() {
        return new SpringVaultPermissions(this);
    }

    @Override
    public NamespaceClient namespaces() {
        return new SpringVaultNamespaces(this);
    }

    /** Spring Vault with the token of a session. */
    VaultTemplate template(Session session) {
        return new VaultTemplate(rest(session), new SimpleSessionManager(new TokenAuthentication(session.token())));
    }

    private RestTemplateBuilder rest(Session session) {
        RestTemplateBuilder builder = RestTemplateBuilder.builder()
                .endpoint(endpoint(session.address()))
                .requestFactory(requests);
        return session.namespace().isEmpty()
                ? builder
                : builder.customizers(rest ->
                        rest.getInterceptors().add(VaultClients.createNamespaceInterceptor(session.namespace())));
    }

    private static VaultEndpoint endpoint(String address) {
        return VaultEndpoint.from(URI.create(address));
    }

    private static String user(String mount, String name) {
        return "auth/" + mount + "/users/" + name;
    }

    static List<String> texts(@Nullable Object array) {
        return ((List<?>) Objects.requireNonNull(array))
                .stream().map(String::valueOf).toList();
    }

    /** The data of an answer; where there is none, Spring Vault was answered 404. */
    static Map<String, Object> data(@Nullable VaultResponse response) {
        if (response == null) {
            throw new Refused(404, "nothing there");
        }
        return response.getRequiredData();
    }

    /** What a call gives, and a refusal for what it throws. */
    static <T> T refusing(Supplier<@Nullable T> call) {
        AtomicReference<@Nullable T> result = new AtomicReference<>();
        refusingRun(() -> result.set(call.get()));
        return Objects.requireNonNull(result.get());
    }

    /** Runs a call, and gives a refusal for what it throws. */
    static void refusingRun(Runnable call) {
        try {
            call.run();
        } catch (VaultException e) {
            if (e.getCause() instanceof HttpStatusCodeException refusal) {
                throw new Refused(refusal.getStatusCode().value(), String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }
}
