package io.portcullis.field;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.fault.Fault;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever comes in, nothing but a fault of 400 comes out, and never with a piece of the input in it. */
class RawParametersFuzzTest {

    private static final int ROUNDS = 60_000;
    private static final Set<String> SECRETS = Set.of("password", "token");
    private static final Schema SCHEMA =
            Schema.of(new Field("password", FieldType.SECRET), new Field("token", FieldType.SECRET));

    private static final String[] SEEDS = {
        "{'password':'zqkanaryzq','username':'ada'}",
        "{'zqkanaryzq':'zqkanaryzq','a':[1,-2.5e3,true,false,null,{'b':'zqkanaryzq\\u00e4\\ud83d\\ude00é€😀'}]}",
        "{'token':['zqkanaryzq',{'zqkanaryzq':'zqkanaryzq'}],'password':null}",
        "[['zqkanaryzq']] {'a':'zqkanaryzq'}",
        "'zqkanaryzq' zqkanaryzq",
        "password=zqkanaryzq&a=%C3%A9&a=zqkanaryzq&token=1&token=2&%zqkanaryzq",
    };
    private static final String TOKENS = "{}[]\",:\\'0123456789eE+-.truefalsn&=%;+ud8\0\uFEFF";

    @Test
    void nothingButFaultsThatTellNothing() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        int accepted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] body = mutated(random);
            byte[] before = body.clone();
            String where = "seed " + seed + ", round " + round + ": " + Arrays.toString(before);
            String contentType = random.nextBoolean() ? "application/x-www-form-urlencoded" : "";
            try (RawParameters raw = RawParameters.body(body, contentType, SECRETS)) {
                SCHEMA.convert(raw, Map.of());
                accepted++;
            } catch (Fault fault) {
                assertThat(fault.status()).as(where).isEqualTo(400);
                assertThat(fault.getMessage()).as(where).doesNotContainIgnoringCase("kanary");
                assertThat(fault.getCause()).as(where).isNull();
            } catch (RuntimeException e) {
                throw new AssertionError(where, e);
            }
            assertThat(body).as(where).isEqualTo(before);
        }
        assertThat(accepted).as("seed " + seed).isBetween(ROUNDS / 100, ROUNDS);
    }

    @Test
    void queriesToo() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            String query = new String(mutated(random), StandardCharsets.ISO_8859_1);
            try {
                RawParameters.query(query).close();
                RawParameters.queryFlag(query, "list");
            } catch (Fault fault) {
                assertThat(fault.getMessage()).doesNotContainIgnoringCase("kanary");
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", round " + round, e);
            }
        }
    }

    private static byte[] mutated(Random random) {
        if (random.nextInt(10) == 0) {
            byte[] noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);
            return noise;
        }
        byte[] body = SEEDS[random.nextInt(SEEDS.length)].replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        for (int changes = random.nextInt(4); changes > 0 && body.length > 0; changes--) {
            body = changed(body, random);
        }
        return body;
    }

    private static byte[] changed(byte[] body, Random random) {
        int at = random.nextInt(body.length);
        switch (random.nextInt(4)) {
            case 0 -> body[at] = (byte) random.nextInt(256);
            case 1 -> body[at] = (byte) TOKENS.charAt(random.nextInt(TOKENS.length()));
            case 2 -> {
                return Arrays.copyOf(body, at);
            }
            default -> {
                byte[] longer = Arrays.copyOf(body, body.length + at);
                System.arraycopy(body, 0, longer, body.length, at);
                return longer;
            }
        }
        return body;
    }
}
