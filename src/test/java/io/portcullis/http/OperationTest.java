package io.portcullis.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperationTest {

    @ParameterizedTest
    @CsvSource({
        "GET, '', READ",
        "GET, list=true, LIST",
        "GET, list=1, LIST",
        "GET, list=T, LIST",
        "GET, list=false, READ",
        "GET, list=, READ",
        "GET, list, READ",
        "GET, scan=true, SCAN",
        "GET, scan=true&list=false, SCAN",
        "GET, help=1, HELP",
        "GET, help=1&list=true, HELP",
        "GET, x=list, READ",
        "GET, %6cist=true, LIST",
        "GET, list=false&list=true, READ",
        "LIST, '', LIST",
        "LIST, list=banana, LIST",
        "SCAN, '', SCAN",
        "POST, list=true, UPDATE",
        "PUT, '', UPDATE",
        "PATCH, '', PATCH",
        "DELETE, list=true, DELETE",
        "HEAD, '', HEADER",
        "HELP, '', HELP"
    })
    void verbAndFlagsDecide(String method, String query, Operation operation) {
        assertThat(Operation.of(method, query)).isEqualTo(operation);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"FOO", "get", "TRACE", "CONNECT", "PROPFIND", "", "READ", "UPDATE", "RENEW", "REVOKE", "ROLLBACK"
            })
    void unknownVerbsAndNamesOfOperationsAreNotAllowed(String method) {
        assertThatThrownBy(() -> Operation.of(method, "")).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.status()).isEqualTo(405);
            assertThat(fault.text()).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"list=banana", "scan=2", "list=true&scan=true"})
    void flagsThatAreNoBooleanOrContradictEachOtherAreRefused(String query) {
        assertThatThrownBy(() -> Operation.of("GET", query))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.status()).isEqualTo(400));
    }

    @Test
    void noEndpointServesOptions() {
        assertThat(Operation.of("OPTIONS", "")).isEqualTo(Operation.OPTIONS);
    }
}
