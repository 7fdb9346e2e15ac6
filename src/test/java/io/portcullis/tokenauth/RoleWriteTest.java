package io.portcullis.tokenauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.fault.Fault;
import io.portcullis.http.JsonOutput;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Writes of token roles: spec of tokens, 2.4. */
class RoleWriteTest {

    private static final TokenRole UNTOLD = TokenRole.untold("root", "role");

    private static String shown(TokenRole role) {
        return JsonOutput.object(RoleWire.role(role)).toString().strip().replace('"', '\'');
    }

    @Test
    void aRoleOfWhichNothingWasSaidShowsItsDefaults() {
        assertThat(shown(Calls.role("{}")))
                .isEqualTo("{'allowed_entity_aliases':null,'allowed_policies':[],'allowed_policies_glob':[],"
                        + "'disallowed_policies':[],'disallowed_policies_glob':[],'explicit_max_ttl':0,'name':'role',"
                        + "'orphan':false,'path_suffix':'','period':0,'renewable':true,'token_explicit_max_ttl':0,"
                        + "'token_no_default_policy':false,'token_period':0,'token_type':'default-service'}");
    }

    @Test
    void everythingThatWasSaidIsShown() {
        assertThat(shown(Calls.role("{'allowed_policies':'dev, Ops','allowed_policies_glob':'D*',"
                        + "'disallowed_policies':['root','x'],'disallowed_policies_glob':'y*','orphan':true,"
                        + "'renewable':false,'path_suffix':'a.b-c','allowed_entity_aliases':'Bob*,ada',"
                        + "'period':'1h','explicit_max_ttl':7200,'bound_cidrs':'10.0.0.0/8','token_num_uses':3,"
                        + "'token_no_default_policy':true,'token_type':'service'}")))
                .isEqualTo("{'allowed_entity_aliases':['ada','bob*'],'allowed_policies':['dev','ops'],"
                        + "'allowed_policies_glob':['d*'],'bound_cidrs':['10.0.0.0/8'],"
                        + "'disallowed_policies':['root','x'],'disallowed_policies_glob':['y*'],"
                        + "'explicit_max_ttl':7200,'name':'role','orphan':true,'path_suffix':'a.b-c','period':3600,"
                        + "'renewable':false,'token_bound_cidrs':['10.0.0.0/8'],'token_explicit_max_ttl':7200,"
                        + "'token_no_default_policy':true,'token_num_uses':3,'token_period':3600,"
                        + "'token_type':'service'}");
    }

    @Test
    void whatWasNotSentStays() {
        TokenRole before = Calls.role("{'allowed_policies':'dev','orphan':true,'renewable':false,"
                + "'path_suffix':'abc','allowed_entity_aliases':'a','period':60,'token_explicit_max_ttl':60,"
                + "'token_bound_cidrs':'::1','token_num_uses':2,'token_no_default_policy':true,"
                + "'token_type':'service'}");

        assertThat(Calls.written(before, "{}").role()).isEqualTo(before);
        assertThat(Calls.written(before, "{'zzz':1,'token_strictly_bind_ip':true}")
                        .role())
                .isEqualTo(before);
        assertThat(Calls.written(before, "{'token_period':null}").role()).isEqualTo(before);
    }

    @Test
    void nullIsNothingAndNotTheDefault() {
        TokenRole role = Calls.role("{'renewable':null,'allowed_policies':null,'allowed_entity_aliases':null}");

        assertThat(role.renewable()).isFalse();
        assertThat(role.policies()).isEqualTo(TokenRole.Policies.ANY);
        assertThat(role.entityAliases()).isEmpty();
    }

    @Test
    void rootBesideOthersIsAllThatIsAllowedButOneOfWhatIsNot() {
        TokenRole.Policies policies = Calls.role("{'allowed_policies':'root,x','allowed_policies_glob':'z*,root',"
                        + "'disallowed_policies':'root,x','disallowed_policies_glob':'root,x'}")
                .policies();

        assertThat(policies.allowed()).containsExactly("root");
        assertThat(policies.allowedGlobs()).containsExactly("root");
        assertThat(policies.disallowed()).containsExactly("root", "x");
        assertThat(policies.disallowedGlobs()).containsExactly("root", "x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"period", "explicit_max_ttl"})
    void theNameOfTodayCountsAndClearsTheOlderOne(String name) {
        RoleWrite.Written both = Calls.written(UNTOLD, "{'token_" + name + "':60,'" + name + "':90}");

        assertThat(both.warnings())
                .containsExactly("Both 'token_" + name + "' and deprecated '" + name
                        + "' value supplied, ignoring the deprecated value");
        assertThat(shown(both.role())).contains("'token_" + name + "':60").contains("'" + name + "':0");
        TokenRole older = Calls.written(both.role(), "{'" + name + "':90}").role();
        assertThat(shown(older)).contains("'token_" + name + "':90").contains("'" + name + "':90");
        TokenRole kept = Calls.written(older, "{'orphan':true}").role();
        assertThat(shown(kept)).contains("'" + name + "':90");
        assertThat(shown(Calls.written(kept, "{'token_" + name + "':30}").role()))
                .contains("'token_" + name + "':30")
                .contains("'" + name + "':0");
    }

    @Test
    void anAddressThatTheNameOfTodayOverridesNeedNotBeOne() {
        RoleWrite.Written written = Calls.written(UNTOLD, "{'token_bound_cidrs':'10.0.0.1','bound_cidrs':'x'}");

        assertThat(written.role().limits().boundCidrs()).containsExactly("10.0.0.1");
        assertThat(written.warnings())
                .containsExactly("Both 'token_bound_cidrs' and deprecated 'bound_cidrs' value supplied, ignoring the"
                        + " deprecated value");
    }

    @Test
    void aLongExplicitMaximumIsWarnedOfWhenItIsWritten() {
        RoleWrite.Written written = Calls.written(UNTOLD, "{'token_explicit_max_ttl':'2000h'}");

        assertThat(written.warnings())
                .containsExactly("Given explicit max TTL of 7200000 is greater than system/mount allowed value of"
                        + " 2764800 seconds; until this is fixed attempting to create tokens against this role will"
                        + " result in an error");
        assertThat(Calls.written(written.role(), "{'orphan':true}").warnings()).isEmpty();
        assertThat(written.role().limits().explicitMaxTtl()).isEqualTo(Duration.ofHours(2_000));
    }

    @Test
    void ofALongExplicitMaximumByItsOlderNameEveryWriteWarns() {
        RoleWrite.Written written = Calls.written(UNTOLD, "{'explicit_max_ttl':'2000h'}");

        RoleWrite.Written later = Calls.written(written.role(), "{'orphan':true}");

        assertThat(written.warnings()).hasSize(1);
        assertThat(later.warnings()).isEqualTo(written.warnings());
        assertThat(Calls.written(later.role(), "{'explicit_max_ttl':'1h'}").warnings())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "a.b", "a--b", "x abc", "/abc", "abc-", "12345", ""})
    void aSuffixNeedsThreeCharactersThatAreFitSomewhere(String suffix) {
        assertThat(Calls.role("{'path_suffix':'" + suffix + "'}").pathSuffix()).isEqualTo(suffix);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'path_suffix':'ab'}       | given role path suffix contains invalid characters; must match \\w[\\w-.]+\\w",
                "{'path_suffix':'---','token_type':null} | given role path suffix contains invalid characters; must match \\w[\\w-.]+\\w",
                "{'path_suffix':'a..b'}     | error registering path suffix: path cannot contain parent references",
                "{'token_type':null,'token_num_uses':-1} | Invalid 'token_type' value: null",
                "{'token_type':'x','token_num_uses':-1}  | error parsing role fields: 'token_num_uses' cannot be negative",
                "{'token_type':'default'}   | invalid 'token_type' value \"default\"",
                "{'token_type':'','bound_cidrs':'x'} | invalid 'token_type' value \"\"",
                "{'token_bound_cidrs':'x','token_num_uses':-1} | error parsing role fields: error parsing address \"x\": Unable to convert \"x\" to an IPv4 or IPv6 address, or a UNIX Socket",
                "{'bound_cidrs':'x','token_type':'batch'} | error parsing bound_cidrs: error parsing address \"x\": Unable to convert \"x\" to an IPv4 or IPv6 address, or a UNIX Socket",
                "{'token_type':'batch'}     | 'token_type' cannot be 'batch' when role is set to generate non-orphan tokens",
                "{'token_type':'batch','orphan':true,'period':60} | 'token_type' cannot be 'batch' when role is set to generate periodic tokens",
                "{'token_type':'batch','orphan':true,'explicit_max_ttl':60} | 'token_type' cannot be 'batch' when role is set to generate renewable tokens",
                "{'token_type':'batch','orphan':true,'renewable':false,'explicit_max_ttl':60} | 'token_type' cannot be 'batch' when role is set to generate tokens with an explicit max TTL"
            })
    void whatMakesNoSenseIsRefused(String fields, String text) {
        assertThatThrownBy(() -> Calls.role(fields))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.status()).isEqualTo(400))
                .hasMessage(text);
    }

    @Test
    void aRoleOfBatchTokensIsAskedInOtherWords() {
        TokenRole batch = Calls.role("{'token_type':'batch','orphan':true,'renewable':false}");

        assertThatThrownBy(() -> Calls.written(batch, "{'token_num_uses':1}"))
                .hasMessage("error parsing role fields: 'token_type' cannot be 'batch' or 'default_batch' when set to"
                        + " generate tokens with limited use count");
        assertThatThrownBy(() -> Calls.written(batch, "{'token_period':1}"))
                .hasMessage("error parsing role fields: 'token_type' cannot be 'batch' or 'default_batch' when set to"
                        + " generate periodic tokens");
    }

    @Test
    void aRoleHasASize() {
        String many = "p".repeat(70_000);

        assertThatThrownBy(() -> Calls.role("{'allowed_policies':'" + many + "'}"))
                .hasMessage("a token role takes at most 65536 bytes");
    }

    @Test
    void aSuffixIsNoLongerThanANameOfARole() {
        assertThat(Calls.role("{'path_suffix':'" + "a".repeat(512) + "'}").pathSuffix())
                .hasSize(512);
        assertThatThrownBy(() -> Calls.role("{'path_suffix':'" + "a".repeat(513) + "'}"))
                .isInstanceOf(Fault.class)
                .hasMessage("a path suffix has at most 512 characters");
    }
}
