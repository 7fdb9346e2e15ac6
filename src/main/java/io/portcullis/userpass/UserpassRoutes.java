package io.portcullis.userpass;

import io.portcullis.control.ControlReader;
import io.portcullis.control.View;
import io.portcullis.fault.Fault;
import io.portcullis.field.Field;
import io.portcullis.field.FieldType;
import io.portcullis.http.Answer;
import io.portcullis.http.Call;
import io.portcullis.http.Endpoint;
import io.portcullis.http.Existence;
import io.portcullis.http.Operation;
import io.portcullis.lockout.FailureStore;
import io.portcullis.lockout.LoginWatch;
import io.portcullis.mount.MountEntry;
import io.portcullis.mount.Username;
import io.portcullis.password.PasswordHasher;
import io.portcullis.redis.RedisGateway;
import io.portcullis.seal.Seal;
import io.portcullis.secret.SecretBytes;
import io.portcullis.token.PolicyNames;
import io.portcullis.token.Renewals;
import io.portcullis.token.TokenEntry;
import io.portcullis.token.TokenParameters;
import io.portcullis.token.TokenService;
import io.portcullis.token.TokenWire;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The endpoints below a mount of type {@code userpass}: spec of userpass, section 3. */
public final class UserpassRoutes {

    private static final Field USERNAME = new Field("username", FieldType.TEXT, "The name of the account.");
    private static final Field PASSWORD = new Field("password", FieldType.SECRET, "The password.");
    private static final Field PASSWORD_HASH =
            new Field("password_hash", FieldType.TEXT, "A bcrypt hash in place of the password.");
    private static final String USER = "users/(?<username>" + Username.PATTERN + ")";

    private final AccountStore store;
    private final AccountService accounts;
    private final LoginService logins;

    /** Routes for one event loop. */
    public UserpassRoutes(
            ControlReader control,
            RedisGateway redis,
            FailureStore failures,
            LoginWatch watch,
            PasswordHasher hasher,
            TokenService tokens) {
        this.store = new AccountStore(control, redis, failures);
        this.accounts = new AccountService(store, hasher);
        this.logins = new LoginService(control, store, failures, watch, hasher, tokens);
    }

    /** The endpoints below the mount. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.at("login/(?<username>" + Username.PATTERN + ")", "username")
                        .access(Endpoint.Access.LOGIN)
                        .fields(USERNAME, PASSWORD)
                        .help("Log in with a name and a password.")
                        .on(Operation.UPDATE, this::login)
                        .build(),
                Endpoint.at("users/?")
                        .fields(
                                new Field("after", FieldType.TEXT, "Begins behind this name."),
                                new Field("limit", FieldType.INT, "How many to tell at most."))
                        .help("List the accounts.")
                        .on(Operation.LIST, this::list)
                        .build(),
                Endpoint.at(USER, "username")
                        .createsOrUpdates(this::exists)
                        .fields(Stream.of(
                                        Stream.of(USERNAME, PASSWORD, PASSWORD_HASH),
                                        TokenParameters.fields().stream(),
                                        TokenParameters.olderFields().stream())
                                .flatMap(fields -> fields)
                                .toArray(Field[]::new))
                        .help("Create, change, read or delete an account.")
                        .on(Operation.READ, this::read)
                        .on(Operation.UPDATE, this::write)
                        .on(Operation.DELETE, this::delete)
                        .build(),
                Endpoint.at(USER + "/password", "username")
                        .fields(USERNAME, PASSWORD, PASSWORD_HASH)
                        .help("Set the password of an account.")
                        .on(Operation.UPDATE, this::changePassword)
                        .build(),
                Endpoint.at(USER + "/policies", "username")
                        .fields(
                                USERNAME,
                                new Field(
                                        "token_policies",
                                        FieldType.COMMA_LIST,
                                        "The policies of the account's tokens."),
                                Field.older("policies", FieldType.COMMA_LIST, "token_policies"))
                        .help("Set the policies of an account.")
                        .on(Operation.UPDATE, this::changePolicies)
                        .build());
    }

    /** What this method says when its tokens are to be prolonged. */
    public Renewals renewals() {
        return (view, mount, entry) -> accounts.read(seal(view), mount, holder(entry))
                .map(found -> now -> found.<Renewals.Decision>map(account -> decision(mount.by(now), account, entry))
                        .orElse(new Renewals.Decision.LeaveAsIs()));
    }

    private static Username holder(TokenEntry entry) {
        return Username.of(entry.holder() == null ? "" : entry.holder().name());
    }

    private static Renewals.Decision decision(MountEntry mount, Account account, TokenEntry entry) {
        if (!PolicyNames.equivalent(account.token().policies(), entry.policies())) {
            throw Fault.of(500, "failed to renew entry: policies have changed, not renewing")
                    .aggregate();
        }
        return new Renewals.Decision.Prolong(
                LoginTokens.terms(mount, account.token(), entry.lease().explicitMaxTtl()));
    }

    private Future<Answer> login(Call call) {
        SecretBytes password = call.parameters()
                .secret("password")
                .filter(secret -> secret.length() > 0)
                .orElseThrow(() -> Fault.badRequest("missing password"));
        LoginService.Attempt attempt = new LoginService.Attempt(
                call.captured("username"),
                password,
                call.request().client(),
                call.request().abandoned());
        return logins.login(view(call), MountEntry.of(call), attempt)
                .map(login -> new Answer.Auth(
                        TokenWire.auth(
                                login.token(),
                                login.entry(),
                                login.entry().lease().creationTtl()),
                        login.warnings()));
    }

    private Future<Answer> list(Call call) {
        String after = call.parameters().text("after").orElse("");
        long limit = call.parameters().integer("limit").orElse(0);
        return Future.succeededFuture(new Answer.KeyPages(
                new NameListing(store, MountEntry.of(call), after, limit > 0 ? limit : Long.MAX_VALUE)));
    }

    private Future<Answer> read(Call call) {
        return accounts.read(seal(view(call)), MountEntry.of(call), name(call))
                .map(found -> found.map(account -> Answer.data(UserpassWire.account(account.token())))
                        .orElse(Answer.notFound()));
    }

    private Future<Boolean> exists(Call call) {
        return accounts.read(seal(view(call)), MountEntry.of(call), name(call)).map(Optional::isPresent);
    }

    private Future<Answer> write(Call call) {
        return accounts.write(seal(view(call)), MountEntry.of(call), name(call), call.parameters(), Existence.of(call))
                .map(Answer.noContent());
    }

    private Future<Answer> delete(Call call) {
        return accounts.delete(seal(view(call)), MountEntry.of(call), name(call))
                .map(Answer.noContent());
    }

    private Future<Answer> changePassword(Call call) {
        return accounts.changePassword(seal(view(call)), MountEntry.of(call), name(call), call.parameters())
                .map(Answer.noContent());
    }

    private Future<Answer> changePolicies(Call call) {
        return accounts.changePolicies(seal(view(call)), MountEntry.of(call), name(call), call.parameters())
                .map(Answer.noContent());
    }

    private static Username name(Call call) {
        return Username.of(call.captured("username"));
    }

    private static View view(Call call) {
        return call.found(View.class);
    }

    private static Seal seal(View view) {
        return view.snapshot().seal();
    }
}
