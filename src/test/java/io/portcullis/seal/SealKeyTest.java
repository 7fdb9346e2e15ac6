package io.portcullis.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SealKeyTest {

    private static final byte[] NONCE = "ABCDEFGHIJKLMNOPQRSTUVWX".getBytes(StandardCharsets.US_ASCII);

    private static SealKey key(int fill) {
        byte[] bytes = new byte[SealKey.LENGTH];
        Arrays.fill(bytes, (byte) fill);
        return SealKey.of(bytes);
    }

    private static String unwrap(int fill, String ciphertext, String associatedData) throws GeneralSecurityException {
        ByteArrayOutputStream wrapped = new ByteArrayOutputStream();
        wrapped.writeBytes(NONCE);
        wrapped.writeBytes(HexFormat.of().parseHex(ciphertext));
        byte[] plain = key(fill).unwrap(wrapped.toByteArray(), associatedData.getBytes(StandardCharsets.US_ASCII));
        return new String(plain, StandardCharsets.US_ASCII);
    }

    /** The two test vectors of the specification of XAES-256-GCM, with key derivation of either branch. */
    @Test
    void theCipherIsXaes256GcmAsSpecified() throws Exception {
        assertThat(unwrap(1, "ce546ef63c9cc60765923609b33a9a1974e96e52daf2fcf7075e2271", ""))
                .isEqualTo("XAES-256-GCM");
        assertThat(unwrap(3, "986ec1832593df5443a179437fd083bf3fdb41abd740a21f71eb769d", "c2sp.org/XAES-256-GCM"))
                .isEqualTo("XAES-256-GCM");
    }

    @Test
    void thePublishedKeyIsRefusedAsAKeyOfOnesOwn() {
        byte[] published = "portcullis -dev: not a secret!!!".getBytes(StandardCharsets.US_ASCII);

        assertThatThrownBy(() -> SealKey.of(published))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("published");
        assertThat(SealKey.development().isPublished()).isTrue();
        assertThat(key(1).isPublished()).isFalse();
    }

    @Test
    void aKeyOfAnotherLengthIsRefused() {
        for (int length : new int[] {0, 16, 31, 33, 64}) {
            assertThatThrownBy(() -> SealKey.of(new byte[length])).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void theKeyIsNowhereInWhatIsPrinted() {
        assertThat(key(0x41).toString()).doesNotContain("AAAA").doesNotContain("4141");
    }
}
