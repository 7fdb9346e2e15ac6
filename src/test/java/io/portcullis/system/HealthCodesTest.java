package io.portcullis.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.fault.Fault;
import io.vertx.core.MultiMap;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HealthCodesTest {

    private static MultiMap query(String query) {
        MultiMap map = MultiMap.caseInsensitiveMultiMap();
        for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
            String[] parts = pair.split("=", 2);
            map.add(parts[0], parts.length > 1 ? parts[1] : "");
        }
        return map;
    }

    @ParameterizedTest
    @CsvSource({
        "'', 200, 503, 501",
        "activecode=202, 202, 503, 501",
        "sealedcode=204, 200, 204, 501",
        "uninitcode=581, 200, 503, 581",
        "activecode=200&activecode=x, 200, 503, 501",
        "standbyok=&standbycode=299, 200, 503, 501",
        "standbyok=true, 200, 503, 501",
        "perfstandbyok=banana&drsecondarycode=x&foo=bar, 200, 503, 501",
        "activecode=599&sealedcode=200, 599, 200, 501"
    })
    void theQuerySaysWhatAStateIsAnswered(String query, int active, int sealed, int uninitialised) {
        assertThat(HealthCodes.of(query(query))).isEqualTo(new HealthCodes(active, sealed, uninitialised));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "activecode=", "activecode=x", "activecode=99", "activecode=100", "activecode=199", "activecode=600",
                "activecode=1000", "activecode=-200", "activecode=2e2", "sealedcode=x", "uninitcode=x", "standbycode=x",
                "standbyok=banana", "standbyok=tRue", "activecode=٢٠٠"
            })
    void whatIsNoStatusOrNoBooleanIsRefusedWithoutWords(String query) {
        assertThatThrownBy(() -> HealthCodes.of(query(query))).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.status()).isEqualTo(400);
            assertThat(fault.text()).isEmpty();
        });
    }

    @Test
    void whatIsNotInitialisedIsThatBeforeItIsSealed() {
        HealthCodes codes = HealthCodes.of(query(""));

        assertThat(codes.in(new Condition(false, Optional.empty()))).isEqualTo(501);
        assertThat(codes.in(new Condition(true, Optional.empty()))).isEqualTo(503);
    }
}
