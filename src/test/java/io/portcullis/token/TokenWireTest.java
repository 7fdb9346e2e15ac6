package io.portcullis.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.http.JsonOutput;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Tokens on the wire, byte for byte. */
class TokenWireTest {

    private static final Instant ISSUED = Instant.parse("2025-06-15T15:06:40.123Z");

    private static TokenEntry entry(List<String> policies, Duration period, List<String> networks) {
        return new TokenEntry(
                "root",
                "Hx",
                TokenOrigin.orphan(
                        "auth_userpass_00000000",
                        "auth/userpass/login/ALICE",
                        "userpass-alice",
                        Map.of("username", "alice")),
                policies,
                new Holder("6f0e", "root", "auth_userpass_00000000", "alice"),
                new TokenLease(
                        ISSUED,
                        ISSUED.plusSeconds(3_600),
                        Duration.ofHours(1),
                        period,
                        Duration.ofHours(2),
                        true,
                        null),
                2,
                networks);
    }

    private static String lookup(TokenEntry entry, OptionalLong uses, Instant now) {
        StoredToken stored = new StoredToken("hash", entry, new byte[0], uses);
        return JsonOutput.object(TokenWire.lookup("s.secret", "", stored, now)).toString();
    }

    @Test
    void aLookUpShowsEverythingInAlphabeticalOrder() {
        TokenEntry entry = entry(List.of("default", "web"), Duration.ofMinutes(5), List.of("10.0.0.0/8"))
                .renewed(ISSUED.plusSeconds(60), ISSUED.plusSeconds(3_660));

        assertThat(lookup(entry, OptionalLong.of(1), ISSUED.plusSeconds(61)))
                .isEqualTo("{\"accessor\":\"Hx\",\"bound_cidrs\":[\"10.0.0.0/8\"],\"creation_time\":1750000000,"
                        + "\"creation_ttl\":3600,\"display_name\":\"userpass-alice\",\"entity_id\":\"6f0e\","
                        + "\"expire_time\":\"2025-06-15T16:07:40.123Z\",\"explicit_max_ttl\":7200,\"id\":\"s.secret\","
                        + "\"issue_time\":\"2025-06-15T15:06:40.123Z\",\"last_renewal\":\"2025-06-15T15:07:40.123Z\","
                        + "\"last_renewal_time\":1750000060,\"meta\":{\"username\":\"alice\"},\"num_uses\":1,"
                        + "\"orphan\":true,\"path\":\"auth/userpass/login/ALICE\",\"period\":300,"
                        + "\"policies\":[\"default\",\"web\"],\"renewable\":true,\"ttl\":3599,\"type\":\"service\"}\n");
    }

    @Test
    void whatATokenDoesNotHaveIsLeftOut() {
        assertThat(lookup(entry(List.of(), Duration.ZERO, List.of()), OptionalLong.empty(), ISSUED))
                .isEqualTo("{\"accessor\":\"Hx\",\"creation_time\":1750000000,\"creation_ttl\":3600,"
                        + "\"display_name\":\"userpass-alice\",\"entity_id\":\"6f0e\","
                        + "\"expire_time\":\"2025-06-15T16:06:40.123Z\",\"explicit_max_ttl\":7200,\"id\":\"s.secret\","
                        + "\"issue_time\":\"2025-06-15T15:06:40.123Z\",\"meta\":{\"username\":\"alice\"},\"num_uses\":0,"
                        + "\"orphan\":true,\"path\":\"auth/userpass/login/ALICE\",\"policies\":[],\"renewable\":true,"
                        + "\"ttl\":3600,\"type\":\"service\"}\n");
    }

    @Test
    void theLastUseShowsMinusOne() {
        assertThat(lookup(entry(List.of(), Duration.ZERO, List.of()), OptionalLong.of(0), ISSUED))
                .contains("\"num_uses\":-1,");
    }

    @Test
    void theBlockOfALoginHasItsOwnOrder() {
        TokenEntry entry = entry(List.of("default", "web"), Duration.ZERO, List.of());

        assertThat(JsonOutput.object(
                                TokenWire.auth("s.secret", entry, entry.lease().creationTtl()))
                        .toString())
                .isEqualTo("{\"client_token\":\"s.secret\",\"accessor\":\"Hx\",\"policies\":[\"default\",\"web\"],"
                        + "\"token_policies\":[\"default\",\"web\"],\"metadata\":{\"username\":\"alice\"},"
                        + "\"lease_duration\":3600,\"renewable\":true,\"entity_id\":\"6f0e\",\"token_type\":\"service\","
                        + "\"orphan\":true,\"mfa_requirement\":null,\"num_uses\":2}\n");
    }

    @Test
    void withoutPoliciesThereIsAnEmptyListAndNoTokenPolicies() {
        TokenEntry entry = entry(List.of(), Duration.ZERO, List.of());

        assertThat(JsonOutput.object(
                                TokenWire.auth("s.secret", entry, entry.lease().creationTtl()))
                        .toString())
                .contains("\"policies\":[],\"metadata\"");
    }

    @Test
    void nothingThatAccompaniesATokenTellsItInALog() {
        TokenEntry entry = entry(List.of("web"), Duration.ZERO, List.of());
        Caller caller = new Caller(new StoredToken("hash", entry, new byte[0], OptionalLong.empty()), "s.secret");

        assertThat(List.of(caller.toString(), caller.stored().toString(), entry.toString()))
                .noneMatch(text -> text.contains("s.secret") || text.contains("hash"));
    }

    @Test
    void aTokenEndsAtItsEndAndNotLater() {
        TokenEntry entry = entry(List.of(), Duration.ZERO, List.of());

        assertThat(entry.lease().isExpired(ISSUED.plusSeconds(3_600).minusNanos(1)))
                .isFalse();
        assertThat(entry.lease().isExpired(ISSUED.plusSeconds(3_600))).isTrue();
    }
}
