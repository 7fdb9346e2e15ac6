package io.portcullis.mount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.fault.Fault;
import io.portcullis.field.Field;
import io.portcullis.field.FieldType;
import io.portcullis.field.Parameters;
import io.portcullis.field.RawParameters;
import io.portcullis.field.Schema;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mount's tuning, as it is sent when enabling and when tuning. */
class ConfigFieldsTest {

    private static Parameters parameters(String json, Field... fields) {
        byte[] body = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return Schema.of(fields).convert(RawParameters.body(body, "application/json", Set.of()), Map.of());
    }

    private static MountConfig ofNew(String config) {
        Parameters given = parameters("{'config':" + config + "}", new Field("config", FieldType.MAP));
        return ConfigFields.ofNew("userpass", given.map("config"), LeaseTtls.USUAL);
    }

    private static MountConfig changed(MountConfig before, String json) {
        MountEntry mount = Mounts.table(Mounts.at("people/"))
                .at("root", "people/")
                .orElseThrow()
                .with(before, "", Map.of());
        return ConfigFields.changed(mount, parameters(json, ConfigFields.TUNE), LeaseTtls.USUAL);
    }

    @Test
    void whatIsNotSentIsTheSystemsOrStays() {
        MountConfig tuned = ofNew("{'default_lease_ttl':'1h','max_lease_ttl':7200,'listing_visibility':'unauth',"
                + "'token_type':'service','passthrough_request_headers':'a,b'}");

        assertThat(ofNew("{}")).isEqualTo(MountConfig.UNTUNED);
        assertThat(ofNew("null")).isEqualTo(MountConfig.UNTUNED);
        assertThat(tuned.defaultLeaseTtl()).isEqualTo(Duration.ofHours(1));
        assertThat(tuned.maxLeaseTtl()).isEqualTo(Duration.ofHours(2));
        assertThat(tuned.passthroughRequestHeaders()).containsExactly("a", "b");
        assertThat(changed(tuned, "{}")).isEqualTo(tuned);
        assertThat(changed(tuned, "{'default_lease_ttl':'','max_lease_ttl':''}"))
                .isEqualTo(tuned);
        assertThat(changed(tuned, "{'token_type':''}").tokenType()).isEqualTo("default-service");
    }

    @Test
    void keysOfANewMountsConfigAreUnderstoodInAnyCase() {
        assertThat(ofNew("{'MAX_LEASE_TTL':'2h','Token_Type':'service'}"))
                .isEqualTo(ofNew("{'max_lease_ttl':'2h','token_type':'service'}"));
        assertThat(ofNew("{'max_lease_ttl':'2h','MAX_LEASE_TTL':'3h'}")).isEqualTo(ofNew("{'max_lease_ttl':'2h'}"));
        assertThat(ofNew("{'MAX_LEASE_TTL':'3h','max_lease_ttl':'2h'}")).isEqualTo(ofNew("{'max_lease_ttl':'2h'}"));
    }

    @Test
    void whatTheCommandLineSendsIsUntuned() {
        assertThat(ofNew("{'options':null,'default_lease_ttl':'0s','max_lease_ttl':'0s','force_no_cache':false}"))
                .isEqualTo(MountConfig.UNTUNED);
    }

    @ParameterizedTest
    @CsvSource({"system", "0", "0s"})
    void theSystemsTimesComeBack(String text) {
        MountConfig tuned = ofNew("{'default_lease_ttl':'1h','max_lease_ttl':'2h'}");

        assertThat(changed(tuned, "{'default_lease_ttl':'" + text + "','max_lease_ttl':'" + text + "'}"))
                .isEqualTo(MountConfig.UNTUNED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'default_lease_ttl':'xx'} | unable to parse default TTL of xx: time: invalid duration \"xx\"",
                "{'max_lease_ttl':'xx'} | unable to parse max TTL of xx: time: invalid duration \"xx\"",
                "{'default_lease_ttl':'2h','max_lease_ttl':'1h'} | given default lease TTL greater than given max lease TTL",
                "{'default_lease_ttl':'769h'} | given default lease TTL greater than system max lease TTL of 2764800",
                "{'default_lease_ttl':'-1s'} | default_lease_ttl cannot be negative",
                "{'max_lease_ttl':-5} | max_lease_ttl cannot be negative",
                "{'token_type':'x'} | invalid value for 'token_type'",
                "{'listing_visibility':'xx'} | invalid listing_visibility xx",
                "{'plugin_version':'v1.0.0'} | plugin not found in the catalog: userpass, version=v1.0.0",
                "{'passthrough_request_headers':{'a':1}} | unable to convert given auth config information"
            })
    void whatMakesNoSenseIsRefusedWhenEnabling(String config, String text) {
        assertThatThrownBy(() -> ofNew(config)).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.status()).isEqualTo(400);
            assertThat(fault.text()).contains(text);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'default_lease_ttl':'xx'} | time: invalid duration \"xx\"",
                "{'default_lease_ttl':20,'max_lease_ttl':10} | backend max lease TTL of 10 would be less than backend default lease TTL of 20",
                "{'max_lease_ttl':10} | backend max lease TTL of 10 would be less than backend default lease TTL of 3600",
                "{'max_lease_ttl':'-1h'} | max_lease_ttl cannot be negative",
                "{'max_lease_ttl':0,'default_lease_ttl':'769h'} | given default lease TTL greater than system max lease TTL of 2764800",
                "{'token_type':'x'} | invalid value for 'token_type'",
                "{'listing_visibility':'xx'} | invalid listing_visibility xx",
                "{'plugin_version':'v1.0.0'} | plugin not found in the catalog: userpass, version=v1.0.0"
            })
    void whatMakesNoSenseIsRefusedWhenTuningAlsoWithWhatIsThere(String json, String text) {
        MountConfig tuned = ofNew("{'default_lease_ttl':'1h','max_lease_ttl':'2h'}");

        assertThatThrownBy(() -> changed(tuned, json)).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.status()).isEqualTo(400);
            assertThat(fault.text()).contains(text);
        });
    }

    @Test
    void theMountsMaximumReplacesTheSystemsAlsoWhenItIsLarger() {
        MountConfig tuned = ofNew("{'default_lease_ttl':'1000h','max_lease_ttl':'2000h'}");

        assertThat(tuned.effectiveDefaultTtl(LeaseTtls.USUAL)).isEqualTo(Duration.ofHours(1000));
        assertThat(tuned.effectiveMaxTtl(LeaseTtls.USUAL)).isEqualTo(Duration.ofHours(2000));
        assertThat(MountConfig.UNTUNED.effectiveMaxTtl(LeaseTtls.USUAL)).isEqualTo(Duration.ofHours(768));
    }
}
