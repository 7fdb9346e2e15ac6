package io.portcullis.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.fault.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One spelling for policies: what is checked is what is given (CVE-2025-5999). */
class PolicyNamesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                | ''",
                "' '               | ''",
                "web               | web",
                "web;api           | api;web",
                "BAR;bar; bAr      | bar",
                ";;x;              | x",
                "root              | root",
                "ops; ROOT ;dev    | root",
                "default;a         | a;default",
                "rooty;roots       | roots;rooty"
            })
    void namesAreTrimmedLowerCaseSortedAndUnique(String given, String expected) {
        assertThat(PolicyNames.normalised(split(given)))
                .isEqualTo(
                        split(expected).stream().filter(name -> !name.isEmpty()).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"root", "Root", " root", "root ", "ROOT", "\troot\n", "rOOt\u2003", "\u2028root"})
    void noSpellingOfRootLogsIn(String spelling) {
        TokenParameters account = TokenParameters.NONE.withPolicies(List.of("ops", spelling));

        assertThatThrownBy(() -> PolicyNames.ofLogin(account))
                .isInstanceOf(Fault.class)
                .hasMessage("auth methods cannot create root tokens");
    }

    @Test
    void noGeneratedSpellingGivesALoginThatTheCallersCheckTakesForRoot() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String[] pieces = {
            "r", "R", "o", "O", "t", "T", " ", "\t", "\u00a0", "\u200b", "\u0131", "\u0000", "\ufeff", "root"
        };
        for (int i = 0; i < 20_000; i++) {
            StringBuilder name = new StringBuilder();
            for (int length = random.nextInt(6); length >= 0; length--) {
                name.append(pieces[random.nextInt(pieces.length)]);
            }
            try {
                assertThat(PolicyNames.ofLogin(TokenParameters.NONE.withPolicies(List.of(name.toString()))))
                        .as("seed %d, %s", seed, name)
                        .doesNotContain(RootTokens.POLICY);
            } catch (Fault refused) {
                assertThat(refused).hasMessage("auth methods cannot create root tokens");
            }
        }
    }

    @Test
    void responseWrappingIsForNobodyWhoLogsIn() {
        assertThatThrownBy(() -> PolicyNames.ofLogin(TokenParameters.NONE.withPolicies(List.of("Response-Wrapping"))))
                .isInstanceOf(Fault.class)
                .hasMessage("cannot assign policy \"response-wrapping\"");
    }

    @ParameterizedTest
    @CsvSource({
        "'', false, default",
        "Ops, false, default;ops",
        "zoo, false, default;zoo",
        "'', true, ''",
        "Ops;default, true, ops"
    })
    void aLoginGivesDefaultUnlessToldNotTo(String policies, boolean noDefault, String expected) {
        TokenParameters none = TokenParameters.NONE;
        TokenParameters account = new TokenParameters(
                split(policies),
                List.of(),
                false,
                none.ttl(),
                none.maxTtl(),
                none.explicitMaxTtl(),
                none.period(),
                noDefault,
                0,
                none.type());

        assertThat(String.join(";", PolicyNames.ofLogin(account))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', true",
        "'', default, true",
        "Ops, default;ops, true",
        "b;a, a;b;b, true",
        ";ops, ops, true",
        "ops, dev, false",
        "ops;dev, ops, false",
        "'', ops, false"
    })
    void renewalComparesSetsWithoutDefault(String now, String then, boolean same) {
        assertThat(PolicyNames.equivalent(split(now), split(then))).isEqualTo(same);
        assertThat(PolicyNames.equivalent(split(then), split(now))).isEqualTo(same);
    }

    private static List<String> split(String names) {
        return new ArrayList<>(List.of(names.split(";", -1)));
    }
}
