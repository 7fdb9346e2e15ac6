package io.portcullis.password;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.BCrypt.Version;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import io.portcullis.secret.SecretBytes;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BouncyCastleEngineTest {

    private final HashingEngine engine = new BouncyCastleEngine();

    @Test
    void agreesWithAnotherImplementationOnRandomBytes() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var other = BCrypt.with(Version.VERSION_2A, LongPasswordStrategies.truncate(Version.VERSION_2A));
        for (int i = 0; i < 1000; i++) {
            byte[] password = randomPassword(random, i % 80);
            byte[] salt = new byte[Salt.LENGTH];
            random.nextBytes(salt);

            byte[] expected = other.hashRaw(4, salt, password).rawHash;

            assertThat(digest(password, Salt.of(salt), 4))
                    .as("seed %d, round %d", seed, i)
                    .isEqualTo(expected);
        }
    }

    @Test
    void repeatedKeyIsTheSameKeyToBcrypt() {
        Salt salt = Passwords.HORSE.salt();

        assertThat(digest(Passwords.utf8("ab\0ab"), salt, 4)).isEqualTo(digest(Passwords.utf8("ab"), salt, 4));
    }

    @Test
    void moreWorkGivesTheSameDigest() {
        HashingRequest plain = Passwords.right();
        HashingRequest padded = Passwords.right().workingAtLeast(6);

        assertThat(engine.digest(padded).bytes()).isEqualTo(engine.digest(plain).bytes());
        assertThat(plain.expansions()).isEqualTo(32);
        assertThat(padded.expansions()).isEqualTo(128);
        assertThat(Passwords.right().workingAtLeast(3).expansions()).isEqualTo(32);
    }

    @Test
    void verdictIsTheCallers() {
        assertThat(verdict("correct horse battery staple")).isTrue();
        assertThat(verdict("correct horse battery stapl")).isFalse();
        assertThat(verdict("correct horse battery staple\0correct horse battery staple"))
                .isTrue();
        assertThat(verdict("")).isFalse();
    }

    @Test
    void passwordOver72BytesIsWrongThoughItsStartIsRight() {
        PasswordHash hash = PasswordHash.stored("$2b$04$N0tArand0mSaltBut1tIsuRSEU4WwWXBqzpGnigLyspRV5diUAJC2");
        for (int length : new int[] {71, 72, 73, 1024}) {
            Password password = Password.typed(Passwords.secret("x".repeat(length)));
            HashingRequest request = HashingRequest.check(password, hash, Passwords.PATIENCE);

            assertThat(hash.verifies(request, engine.digest(request)))
                    .as("%d bytes", length)
                    .isEqualTo(length == 72);
        }
    }

    @Test
    void newHashHasANewSaltAndIsGoodElsewhere() {
        HashingRequest first =
                HashingRequest.make(Password.chosen(Passwords.secret("p\u00e4ss")), 5, Passwords.PATIENCE);
        HashingRequest second =
                HashingRequest.make(Password.chosen(Passwords.secret("p\u00e4ss")), 5, Passwords.PATIENCE);

        PasswordHash hash = PasswordHash.made(first, engine.digest(first));

        assertThat(hash.text()).startsWith("$2a$05$").hasSize(60);
        assertThat(hash.text())
                .isNotEqualTo(PasswordHash.made(second, engine.digest(second)).text());
        assertThat(BCrypt.verifyer().verify(Passwords.utf8("p\u00e4ss"), Passwords.utf8(hash.text())).verified)
                .isTrue();
    }

    @Test
    void dummyOfEachCostIsChecked() {
        DummyHashes dummies = DummyHashes.create();
        for (int cost = 4; cost <= 14; cost++) {
            assertThat(dummies.ofCost(cost).cost()).isEqualTo(cost);
        }
        HashingRequest request =
                HashingRequest.check(Password.typed(Passwords.secret("any")), dummies.ofCost(4), Passwords.PATIENCE);

        assertThat(dummies.ofCost(4).verifies(request, engine.digest(request))).isFalse();
        assertThat(dummies.ofCost(10).text())
                .isNotEqualTo(DummyHashes.create().ofCost(10).text());
    }

    private boolean verdict(String typed) {
        HashingRequest request = Passwords.horse(typed);
        return Passwords.HORSE.verifies(request, engine.digest(request));
    }

    private byte[] digest(byte[] password, Salt salt, int cost) {
        PasswordHash hash = PasswordHash.of(salt, cost, new byte[Digest.LENGTH]);
        Password typed = Password.typed(SecretBytes.copyOf(password));
        return engine.digest(HashingRequest.check(typed, hash, Passwords.PATIENCE))
                .bytes();
    }

    /** Bytes of any value; in one of four passwords NUL is frequent. */
    private static byte[] randomPassword(Random random, int length) {
        byte[] password = new byte[length];
        random.nextBytes(password);
        for (int i = 0; i < length && random.nextInt(4) == 0; i++) {
            password[random.nextInt(length)] = 0;
        }
        return password;
    }
}
