package io.portcullis.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Equal texts are read once, whoever has them, and what is remembered is bounded. */
class PolicyTextsTest {

    private final PolicyTexts texts = new PolicyTexts();

    private static Policy policy(String namespaceId, String text) {
        return new Policy(namespaceId, "p", text, 1, false, Policies.NOW, null, false, false);
    }

    private static String text(int i, int filling) {
        return "path \"a" + i + "\" { capabilities = [\"read\"] } # " + "x".repeat(filling);
    }

    @Test
    void theSameTextOfTwoNamespacesIsReadAndKeptOnce() {
        CompiledPolicy one = texts.compiled(policy("aaaaa", text(1, 0)));
        CompiledPolicy two = texts.compiled(policy("bbbbb", new String(text(1, 0))));

        assertThat(two.blocks().orElseThrow()).isSameAs(one.blocks().orElseThrow());
        assertThat(two.policy().text()).isSameAs(one.policy().text());
        assertThat(two.policy().namespaceId()).isEqualTo("bbbbb");
        assertThat(two).as("one is another's, though").isNotEqualTo(one);
    }

    @Test
    void anotherTextSaysSomethingElse() {
        CompiledPolicy one = texts.compiled(policy("aaaaa", text(1, 0)));
        CompiledPolicy two = texts.compiled(policy("aaaaa", text(2, 0)));

        assertThat(two.blocks()).isNotEqualTo(one.blocks());
    }

    @Test
    void whatCannotBeReadIsRememberedAsThat() {
        assertThat(texts.compiled(policy("aaaaa", "path \"")).blocks()).isEmpty();
        assertThat(texts.compiled(policy("bbbbb", "path \"")).blocks()).isEmpty();
    }

    @Test
    void manyTextsAreForgottenAndReadAgainAsTheyWere() {
        CompiledPolicy first = texts.compiled(policy("aaaaa", text(0, 0)));
        for (int i = 1; i <= 9; i++) {
            texts.compiled(policy("aaaaa", text(i, 999_000)));
        }

        CompiledPolicy again = texts.compiled(policy("aaaaa", text(0, 0)));
        assertThat(again.blocks().orElseThrow()).isNotSameAs(first.blocks().orElseThrow());
        assertThat(again.policy()).isEqualTo(first.policy());
    }
}
