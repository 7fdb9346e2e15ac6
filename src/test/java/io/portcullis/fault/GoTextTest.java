package io.portcullis.fault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    ba | "ba"
                    a"b\\ | "a\\"b\\\\"
                    é€😀 | "é€😀"
                    """)
    void whatCanBePrintedStaysAsItIs(String text, String quoted) {
        assertThat(GoText.quote(text)).isEqualTo(quoted);
    }

    @ParameterizedTest
    @CsvSource({"7,\\a", "9,\\t", "10,\\n", "1,\\x01", "127,\\x7f", "8232,\\u2028", "8203,\\u200b", "917505,\\U000e0001"
    })
    void whatCannotBePrintedIsEscapedAsGoDoes(int character, String escaped) {
        assertThat(GoText.quote(Character.toString(character))).isEqualTo('"' + escaped + '"');
    }
}
