package io.portcullis.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.fault.Fault;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the reference says to the same bodies under a static seal, in its order. */
class InitRequestTest {

    private static InitRequest of(String body) {
        return InitRequest.of(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'secret_shares':1} | parameters secret_shares not applicable to seal type static",
                "{'secret_shares':1,'secret_threshold':1,'recovery_shares':9} | parameters secret_shares,secret_threshold not applicable to seal type static",
                "{'pgp_keys':['x'],'secret_shares':1} | parameters secret_shares,pgp_keys not applicable to seal type static",
                "{'recovery_shares':2,'recovery_threshold':1} | invalid recovery configuration: threshold must be greater than one for multiple shares",
                "{'recovery_shares':3} | invalid recovery configuration: threshold must be greater than one for multiple shares",
                "{'recovery_shares':3,'recovery_threshold':-3} | invalid recovery configuration: threshold must be greater than one for multiple shares",
                "{'recovery_shares':300,'recovery_threshold':1} | invalid recovery configuration: threshold must be greater than one for multiple shares",
                "{'recovery_shares':2,'recovery_threshold':3} | invalid recovery configuration: threshold cannot be larger than shares",
                "{'recovery_shares':0,'recovery_threshold':1} | invalid recovery configuration: threshold cannot be larger than shares",
                "{'recovery_shares':-1,'recovery_threshold':3} | invalid recovery configuration: threshold cannot be larger than shares",
                "{'recovery_shares':256,'recovery_threshold':3} | invalid recovery configuration: shares must be less than 256",
                "{'recovery_shares':200,'recovery_threshold':300} | invalid recovery configuration: threshold must be less than 256",
                "{'recovery_shares':-1,'recovery_threshold':-1} | invalid recovery configuration: shares and threshold cannot be negative",
                "{'recovery_shares':2,'recovery_threshold':2,'recovery_pgp_keys':['x','y']} | PGP encryption is not supported: recovery_pgp_keys",
                "{'root_token_pgp_key':'x','recovery_pgp_keys':['x']} | PGP encryption is not supported: recovery_pgp_keys,root_token_pgp_key",
                "{'recovery_shares':'1'} | failed to decode JSON input: json: cannot unmarshal string into Go struct field InitRequest.recovery_shares of type int",
                "{'recovery_shares':true} | failed to decode JSON input: json: cannot unmarshal bool into Go struct field InitRequest.recovery_shares of type int",
                "{'recovery_shares':1.5} | failed to decode JSON input: json: cannot unmarshal number into Go struct field InitRequest.recovery_shares of type int",
                "{'pgp_keys':'abc'} | failed to decode JSON input: json: cannot unmarshal string into Go struct field InitRequest.pgp_keys of type []string"
            })
    void whatCannotBeIsRefused(String body, String text) {
        assertThatThrownBy(() -> of(body)).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.status()).isEqualTo(400);
            assertThat(fault.text()).contains(text);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 0 | 0",
                "null | 0 | 0",
                "'' | 0 | 0",
                "{'recovery_shares':1} | 1 | 0",
                "{'recovery_shares':1,'recovery_threshold':1,'stored_shares':2} | 1 | 1",
                "{'recovery_shares':255,'recovery_threshold':255} | 255 | 255",
                "{'recovery_shares':5,'recovery_threshold':3,'recovery_pgp_keys':[],'pgp_keys':null,'root_token_pgp_key':'','zzz':1} | 5 | 3"
            })
    void whatCanBeIsRead(String body, int shares, int threshold) {
        assertThat(of(body == null ? "" : body)).isEqualTo(new InitRequest(shares, threshold));
    }

    @Test
    void whatIsNoJsonIsToldAsEverywhere() {
        assertThatThrownBy(() -> of("{'recovery_shares':"))
                .isInstanceOfSatisfying(
                        Fault.class,
                        fault -> assertThat(fault.text()).contains("failed to decode JSON input: unexpected EOF"));
    }
}
