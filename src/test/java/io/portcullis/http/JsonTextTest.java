package io.portcullis.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain|`\"plain\"`",
                "a\"b\\c|`\"a\\\"b\\\\c\"`",
                "`\n\r\t\b\f`|`\"\\n\\r\\t\\b\\f\"`",
                "<a>&|`\"\\u003ca\\u003e\\u0026\"`",
                "\u2028\u2029|`\"\\u2028\\u2029\"`",
                "`\u0001\u001f`|`\"\\u0001\\u001f\"`",
                "\u007f\u00e9|`\"\u007f\u00e9\"`",
                "\ud83d\ude00|`\"\ud83d\ude00\"`",
                "\ud83d|`\"\\ufffd\"`",
                "\ude00\ud83d|`\"\\ufffd\\ufffd\"`"
            })
    void stringsAreEscapedAsGoDoes(String text, String expected) {
        StringBuilder json = new StringBuilder();
        JsonText.quote(json, text);

        assertThat(json).hasToString(expected);
    }
}
