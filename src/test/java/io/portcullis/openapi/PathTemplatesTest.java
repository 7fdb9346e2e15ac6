package io.portcullis.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.http.Endpoint;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns as templates. */
class PathTemplatesTest {

    private static Endpoint at(String pattern, String... captures) {
        return Endpoint.at(pattern, captures).build();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '=',
            value = {
                "create = create",
                "users/? = users",
                "users/(?<name>\\w(?:[\\w.-]{0,510}\\w)?) = users/{name}",
                "users/(?<name>[a-z]+)/password = users/{name}/password",
                "auth/(?<name>.+?)/? = auth/{name}",
                "rotate(/keyring)? = rotate rotate/keyring",
                "rotate/(keyring/)?config = rotate/config rotate/keyring/config",
                "raw|raw/(?<name>.+) = raw raw/{name}",
                "(?:one|two)/(a|b) = one/a one/b two/a two/b",
                "lookup/(?<name>.*) = lookup/ lookup/{name}",
                "lock(/(?<name>.+))? = lock lock/{name}",
                "lock(?<name>) = lock",
                "(a|ab?) = a ab"
            })
    void aPatternHasOneTemplateForEachOfItsForms(String pattern, String templates) {
        String[] captures = pattern.contains("(?<name>") ? new String[] {"name"} : new String[0];

        assertThat(PathTemplates.of(at(pattern, captures))).containsExactly(templates.split(" "));
    }

    @Test
    void aCapturedPartIsCalledByTheNameOfItsField() {
        Endpoint endpoint = at("locked/(?<mountaccessor>.+?)/unlock/(?<aliasid>.+)", "mount_accessor", "alias_id");

        assertThat(PathTemplates.of(endpoint)).isEqualTo(List.of("locked/{mount_accessor}/unlock/{alias_id}"));
        assertThat(PathTemplates.shown(endpoint)).isEqualTo("^locked/(?P<mount_accessor>.+?)/unlock/(?P<alias_id>.+)$");
    }

    @ParameterizedTest
    @ValueSource(strings = {".+", "a*", "[ab]", "a{2}", "\\w", "(?<other>a)"})
    void whatNoTemplateCanSayIsRefused(String pattern) {
        assertThatThrownBy(() -> PathTemplates.of(at(pattern))).isInstanceOf(IllegalArgumentException.class);
    }
}
