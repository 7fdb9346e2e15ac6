package io.portcullis.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.fault.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordJsonTest {

    record Sample(String name, Duration ttl, @Nullable Instant end, List<String> policies, long uses) {}

    private static final RecordJson<Sample> JSON = new RecordJson<>(Sample.class);

    private static byte[] bytes(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void theFormOnDiskIsFixed() {
        Sample sample = new Sample(
                "ü", Duration.ofSeconds(90), Instant.parse("2026-01-02T03:04:05.000000678Z"), List.of("a"), 3);

        assertThat(new String(JSON.encode(sample), StandardCharsets.UTF_8))
                .isEqualTo("{\"name\":\"ü\",\"ttl\":90,\"end\":\"2026-01-02T03:04:05.000000678Z\","
                        + "\"policies\":[\"a\"],\"uses\":3}");
    }

    @Test
    void whatIsEncodedIsDecodedToTheSame() {
        for (Instant end : new Instant[] {null, Instant.EPOCH, Instant.parse("2318-04-14T02:51:21.999999999Z")}) {
            Sample sample =
                    new Sample("", Duration.ofSeconds(Long.MAX_VALUE / 1_000_000_000), end, List.of(), Long.MAX_VALUE);
            assertThat(JSON.decode(JSON.encode(sample))).isEqualTo(sample);
        }
    }

    @Test
    void whatANewerVersionWroteIsReadWithoutIt() {
        assertThat(JSON.decode(bytes("{'name':'n','ttl':1,'end':null,'policies':[],'uses':0,'later':{'x':[1]}}"))
                        .name())
                .isEqualTo("n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "canary",
                "{'name':'canary'",
                "[]",
                "{'ttl':'canary'}",
                "{'end':'canary'}",
                "{'uses':{'canary':1}}"
            })
    void whatIsNoRecordFailsClosedAndIsNotQuoted(String plain) {
        assertThatThrownBy(() -> JSON.decode(bytes(plain))).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.status()).isEqualTo(503);
            for (Throwable each = fault; each != null; each = each.getCause()) {
                assertThat(each.toString()).doesNotContain("canary");
            }
        });
    }
}
