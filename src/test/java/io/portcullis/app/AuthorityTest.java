package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.address.IpAddress;
import io.portcullis.control.Change;
import io.portcullis.control.Grant;
import io.portcullis.control.View;
import io.portcullis.control.Views;
import io.portcullis.fault.Fault;
import io.portcullis.field.RawParameters;
import io.portcullis.http.LogicalRequest;
import io.portcullis.http.Operation;
import io.portcullis.namespace.Namespace;
import io.portcullis.namespace.NamespaceLock;
import io.portcullis.namespace.NamespaceLocks;
import io.portcullis.namespace.NamespacePlant;
import io.portcullis.token.Caller;
import io.portcullis.token.StoredToken;
import io.portcullis.token.TokenEntry;
import io.portcullis.token.TokenLease;
import io.portcullis.token.TokenOrigin;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A grant that is asked for again, by what is so by then: every commit and every token that is handed out does that. */
class AuthorityTest {

    private static final String TENANT = "tnt01";

    private View open;

    @BeforeEach
    void make() {
        Change<Void> change = Change.withoutResult();
        NamespacePlant.create(Views.empty(), TENANT, "tenant", List.of(), change);
        open = Views.after(Views.empty(), change);
    }

    private static View locked(View view) {
        NamespaceLock lock = new NamespaceLock(
                "id", "tenant/", "hash", Views.NOW, null, "", new NamespaceLock.Actor("accessor", "name", "address"));
        return Views.after(view, Change.withoutResult().put(NamespaceLocks.KIND, TENANT, NamespaceLocks.encode(lock)));
    }

    private Grant grant(String... unlocked) {
        TokenEntry entry = new TokenEntry(
                "root",
                "accessor",
                TokenOrigin.orphan("auth_token_00000000", "auth/token/root", "root", null),
                List.of("root"),
                null,
                new TokenLease(Views.NOW, null, Duration.ZERO, Duration.ZERO, Duration.ZERO, false, null),
                0,
                List.of());
        LogicalRequest request = new LogicalRequest(
                "id",
                Operation.UPDATE,
                "",
                "auth/token/create",
                RawParameters.query(""),
                IpAddress.parse("127.0.0.1").orElseThrow(),
                "token",
                () -> false);
        Caller caller = new Caller(new StoredToken("hash", entry, new byte[0], OptionalLong.empty()), "token");
        return Authority.grant(
                open, new Authority.Wish(caller, request, Namespace.ROOT, false, false, Set.of(unlocked)));
    }

    @Test
    void whatConcernsALockedNamespaceIsGrantedNoMore() {
        Grant grant = grant("root", TENANT);

        assertThat(grant.by(open).sudo()).isTrue();
        assertThatThrownBy(() -> grant.by(locked(open)))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.status()).isEqualTo(503))
                .hasMessageContaining("\"tenant\" must be unlocked");
        assertThatThrownBy(
                        () -> grant.confirming(view -> Change.withoutResult()).apply(locked(open)))
                .hasMessageContaining("\"tenant\" must be unlocked");
    }

    @Test
    void whatDoesNotIsGrantedStill() {
        assertThat(grant("root").by(locked(open)).sudo()).isTrue();
        assertThat(grant().by(locked(open)).sudo()).isTrue();
    }
}
