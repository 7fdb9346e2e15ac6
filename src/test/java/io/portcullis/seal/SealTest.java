package io.portcullis.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.fault.Fault;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Threats R1, R6, R7 and D2 at the one class that seals, opens and hashes. */
class SealTest {

    private static final byte[] PLAIN = "what is kept".getBytes(StandardCharsets.UTF_8);

    private final Seal seal = Seal.unseal(SealKey.development(), Seal.newKeyring(SealKey.development()));

    private static SealKey key(int fill) {
        byte[] bytes = new byte[SealKey.LENGTH];
        Arrays.fill(bytes, (byte) fill);
        return SealKey.of(bytes);
    }

    private static void assertRefused(ThrowingCallable opening) {
        assertThatThrownBy(opening)
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.status()).isEqualTo(503));
    }

    @ParameterizedTest
    @EnumSource(RecordKind.class)
    void aRecordOpensInItsPlaceAndInNoOther(RecordKind kind) {
        Place place = new Place(kind, "owner", "name");
        byte[] sealed = seal.seal(place, PLAIN);

        assertThat(seal.open(place, sealed)).isEqualTo(PLAIN);
        for (RecordKind other : RecordKind.values()) {
            if (other != kind) {
                assertRefused(() -> seal.open(new Place(other, "owner", "name"), sealed));
            }
        }
        // The same letters, cut elsewhere.
        for (Place other : List.of(
                new Place(kind, "owner", "nam"),
                new Place(kind, "owne", "rname"),
                new Place(kind, "ownern", "ame"),
                new Place(kind, "", "ownername"),
                new Place(kind, "name", "owner"),
                Place.of(kind, "name"))) {
            assertRefused(() -> seal.open(other, sealed));
        }
    }

    @Test
    void anyFlippedBitAndAnyMissingOrAddedByteIsRefused() {
        Place place = Place.of(RecordKind.TOKEN, "t");
        byte[] sealed = seal.seal(place, PLAIN);
        for (int bit = 0; bit < 8 * sealed.length; bit++) {
            byte[] flipped = sealed.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertRefused(() -> seal.open(place, flipped));
        }
        for (int length = 0; length < sealed.length; length++) {
            byte[] cut = Arrays.copyOf(sealed, length);
            assertRefused(() -> seal.open(place, cut));
        }
        assertRefused(() -> seal.open(place, Arrays.copyOf(sealed, sealed.length + 1)));
    }

    @Test
    void theSameRecordSealedTwiceHasNothingInCommon() {
        Place place = Place.of(RecordKind.TOKEN, "t");
        Set<String> nonces = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            byte[] sealed = seal.seal(place, PLAIN);
            // After Tink's five bytes of format and key id: 24 bytes of nonce.
            nonces.add(Arrays.toString(Arrays.copyOfRange(sealed, 5, 29)));
        }
        assertThat(nonces).hasSize(1_000);
    }

    @Test
    void aStoreOfAnotherKeyringOpensNothingAndHashesOtherwise() {
        Seal other = Seal.unseal(SealKey.development(), Seal.newKeyring(SealKey.development()));
        Place place = Place.of(RecordKind.TOKEN, "t");

        assertRefused(() -> other.open(place, seal.seal(place, PLAIN)));
        assertThat(other.id(Purpose.TOKEN, "s.x")).isNotEqualTo(seal.id(Purpose.TOKEN, "s.x"));
    }

    @Test
    void oneTextHasAnotherHashUnderEveryPurposeAndTheSameOneAgain() {
        Set<String> ids = new HashSet<>();
        for (Purpose purpose : Purpose.values()) {
            ids.add(seal.id(purpose, "text"));
            assertThat(seal.id(purpose, "text"))
                    .isEqualTo(seal.id(purpose, "text"))
                    .hasSize(43);
        }
        assertThat(ids).hasSize(Purpose.values().length);
    }

    @Test
    void aKeyringOpensUnderItsOwnKeyOnly() {
        byte[] keyring = Seal.newKeyring(key(7));

        Seal opened = Seal.unseal(key(7), keyring);
        assertThat(opened.id(Purpose.TOKEN, "x"))
                .isEqualTo(Seal.unseal(key(7), keyring).id(Purpose.TOKEN, "x"));
        assertRefused(() -> Seal.unseal(key(8), keyring));
        assertRefused(() -> Seal.unseal(key(7), new byte[0]));
        assertRefused(() -> Seal.unseal(key(7), Arrays.copyOf(keyring, keyring.length - 1)));
    }

    @Test
    void developmentAndRealStoresNeverMix() throws Exception {
        assertRefused(() -> Seal.unseal(SealKey.development(), Seal.newKeyring(key(7))));
        assertRefused(() -> Seal.unseal(key(7), Seal.newKeyring(SealKey.development())));

        // The mark alone decides, too: a keyring that says "development" under a key of one's own.
        SealKey own = key(7);
        byte[] place = Place.of(RecordKind.KEYRING, "keyring").associatedData();
        byte[] plain = own.unwrap(Seal.newKeyring(own), place);
        plain[1] = 1;
        byte[] marked = own.wrap(plain, place);
        assertRefused(() -> Seal.unseal(own, marked));
    }

    @Test
    void aKeyringHoldsItsKeysWrapped() throws Exception {
        SealKey own = key(7);
        byte[] wrapped = Seal.newKeyring(own);
        byte[] plain =
                own.unwrap(wrapped, Place.of(RecordKind.KEYRING, "keyring").associatedData());
        String macKey = new String(Arrays.copyOfRange(plain, 2, 34), StandardCharsets.ISO_8859_1);

        assertThat(new String(wrapped, StandardCharsets.ISO_8859_1)).doesNotContain(macKey);
    }
}
