package io.portcullis.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.address.IpAddress;
import io.portcullis.fault.Fault;
import io.portcullis.field.Field;
import io.portcullis.field.Parameters;
import io.portcullis.field.RawParameters;
import io.portcullis.field.Schema;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The {@code token_*} fields and their older names. */
class TokenParametersTest {

    private static final Schema SCHEMA =
            Schema.of(Stream.concat(TokenParameters.fields().stream(), TokenParameters.olderFields().stream())
                    .toArray(Field[]::new));

    private static Parameters given(String json) {
        byte[] body = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return SCHEMA.convert(RawParameters.body(body, "application/json", Set.of()), Map.of());
    }

    private static TokenParameters written(TokenParameters before, String json) {
        Parameters given = given(json);
        return before.changed(given).changedByOlderNames(given);
    }

    @Test
    void whatWasNotSentStays() {
        TokenParameters before = written(
                TokenParameters.NONE,
                "{'token_policies':'Ops, dev','token_ttl':'30m','token_max_ttl':7200,'token_explicit_max_ttl':'3h',"
                        + "'token_bound_cidrs':'10.0.0.0/8','token_no_default_policy':true,'token_num_uses':3,"
                        + "'token_type':'service','token_period':0}");

        assertThat(written(before, "{}")).isEqualTo(before);
        assertThat(written(before, "{'token_ttl':60}").policies()).containsExactly("Ops", "dev");
        assertThat(written(before, "{'token_ttl':60}").maxTtl()).isEqualTo(Duration.ofHours(2));
        assertThat(written(before, "{'token_ttl':null}")).isEqualTo(before);
        assertThat(written(before, "{'token_policies':null}").policies()).isEmpty();
    }

    @Test
    void olderNamesSetTheSameFieldsAndPoliciesAreNormalised() {
        TokenParameters written = written(
                TokenParameters.NONE,
                "{'ttl':'5m','max_ttl':'10m','policies':['BAR','bar'],'bound_cidrs':['127.0.1.1']}");

        assertThat(written.ttl()).isEqualTo(Duration.ofMinutes(5));
        assertThat(written.maxTtl()).isEqualTo(Duration.ofMinutes(10));
        assertThat(written.policies()).containsExactly("bar");
        assertThat(written.boundCidrs()).containsExactly("127.0.1.1");
    }

    @Test
    void whereBothNamesAreSentTheOneOfTodayCounts() {
        TokenParameters written = written(
                TokenParameters.NONE,
                "{'ttl':1,'token_ttl':2,'max_ttl':3,'token_max_ttl':4,'policies':'a','token_policies':'B',"
                        + "'bound_cidrs':'10.0.0.1','token_bound_cidrs':'10.0.0.2'}");

        assertThat(written.ttl()).isEqualTo(Duration.ofSeconds(2));
        assertThat(written.maxTtl()).isEqualTo(Duration.ofSeconds(4));
        assertThat(written.policies()).containsExactly("B");
        assertThat(written.boundCidrs()).containsExactly("10.0.0.2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'token_ttl':'2h','token_max_ttl':'1h'} | 'token_ttl' cannot be greater than 'token_max_ttl'",
                "{'token_type':'default-service'} | invalid 'token_type' value \"default-service\"",
                "{'token_type':'Batch'} | invalid 'token_type' value \"Batch\"",
                "{'token_type':'batch','token_period':60} | 'token_type' cannot be 'batch' or 'default_batch' when set to generate periodic tokens",
                "{'token_type':'batch','token_num_uses':1} | 'token_type' cannot be 'batch' or 'default_batch' when set to generate tokens with limited use count",
                "{'token_num_uses':-1} | 'token_num_uses' cannot be negative",
                "{'token_strictly_bind_ip':true,'token_bound_cidrs':'10.0.0.1'} | 'token_strictly_bind_ip' conflicts with 'token_bound_cidrs'; set only one",
                "{'token_bound_cidrs':'x'} | error parsing address \"x\": Unable to convert \"x\" to an IPv4 or IPv6 address, or a UNIX Socket",
                "{'bound_cidrs':'10.0.0.0/33'} | error parsing address \"10.0.0.0/33\": Unable to convert \"10.0.0.0/33\" to an IPv4 or IPv6 address, or a UNIX Socket"
            })
    void whatMakesNoSenseIsRefused(String json, String text) {
        assertThatThrownBy(() -> written(TokenParameters.NONE, json)).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.status()).isEqualTo(400);
            assertThat(fault.text()).contains(text);
        });
    }

    @Test
    void whatIsSentIsJudgedTogetherWithWhatIsThere() {
        TokenParameters hour = written(TokenParameters.NONE, "{'token_max_ttl':'1h'}");
        TokenParameters strict = written(TokenParameters.NONE, "{'token_strictly_bind_ip':true}");

        assertThatThrownBy(() -> written(hour, "{'token_ttl':'2h'}")).isInstanceOf(Fault.class);
        assertThatThrownBy(() -> written(strict, "{'token_bound_cidrs':'10.0.0.1'}"))
                .isInstanceOf(Fault.class);
        assertThat(written(hour, "{'token_ttl':'2h','token_max_ttl':0}").ttl()).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void theOrderOfOlderNamesIsNotChecked() {
        assertThat(written(TokenParameters.NONE, "{'ttl':'2h','max_ttl':'1h'}").ttl())
                .isEqualTo(Duration.ofHours(2));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 192.0.2.1, true",
        "10.0.0.0/8, 10.200.3.4, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "10.0.0.1/8, 10.9.9.9, true",
        "127.0.0.1, 127.0.0.1, true",
        "127.0.0.1, 127.0.0.2, false",
        "10.0.0.0/8, ::ffff:10.1.1.1, true",
        "2001:db8::/32, 2001:db8:1::5, true",
        "2001:db8::/32, 2001:db9::5, false",
        "[::1], ::1, true",
        "::/0, 10.0.0.1, false",
        "'10.0.0.0/8, 192.0.2.0/24', 192.0.2.77, true"
    })
    void anAddressIsAllowedThatIsInOneOfTheNetworks(String networks, String client, boolean allowed) {
        TokenParameters account = written(TokenParameters.NONE, "{'token_bound_cidrs':'" + networks + "'}");

        assertThat(account.allows(IpAddress.parse(client).orElseThrow())).isEqualTo(allowed);
    }

    @Test
    void everyOlderFieldHasAFieldOfToday() {
        List<String> today = TokenParameters.fields().stream().map(Field::name).toList();

        assertThat(TokenParameters.olderFields())
                .allSatisfy(field -> assertThat(today).contains("token_" + field.name()));
    }
}
