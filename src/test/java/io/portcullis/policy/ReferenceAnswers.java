package io.portcullis.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Answers of the reference to cases that are made from a seed. Its resource has a line with the digest of the cases, then one line
 * for each set of policies, with one or two characters for each question about it.
 */
final class ReferenceAnswers {

    static final String CAPABILITIES = "reference-capabilities.txt";
    static final String REQUESTS = "reference-requests.txt";

    /** Mounts of the reference, made for the question which of them a token can touch. */
    static final List<String> MOUNTS = List.of("b/", "a/b/", "a/ab/", "ab/a/a/");

    /**
     * A rule with a wildcard, as nearly every token has one by the default policy: without any, the reference holds a mount for touched
     * if a prefix rule matches it, be it one that denies.
     */
    private static final List<PathBlock> WILDCARD = List.of(BlockBuilder.block("never/+/asked", "read"));

    private static final long SEED = 20_260_504;
    private static final int SETS = 1_500;
    private static final int PATHS = 20;
    private static final int REQUEST_SETS = 200;
    private static final int REQUESTS_OF_SET = 10;

    private ReferenceAnswers() {}

    /** Policies, and paths for {@code sys/capabilities}. */
    record PathCase(List<List<PathBlock>> policies, List<String> paths) {

        @Override
        public String toString() {
            return policies.stream().map(PolicyHcl::of).toList() + " " + paths;
        }
    }

    /** Policies, and requests. */
    record RequestCase(List<List<PathBlock>> policies, List<RandomRequests.Request> requests) {

        @Override
        public String toString() {
            return policies.stream().map(PolicyHcl::of).toList() + " " + requests;
        }
    }

    static List<PathCase> pathCases() {
        var random = new RandomPolicies(SEED);
        List<PathCase> cases = new ArrayList<>();
        for (int i = 0; i < SETS; i++) {
            List<List<PathBlock>> policies = random.policies();
            policies.add(WILDCARD);
            List<String> paths = new ArrayList<>();
            for (int j = 0; j < PATHS; j++) {
                paths.add(random.path(policies));
            }
            cases.add(new PathCase(policies, paths));
        }
        return cases;
    }

    static List<RequestCase> requestCases() {
        var random = new RandomRequests(SEED);
        List<RequestCase> cases = new ArrayList<>();
        for (int i = 0; i < REQUEST_SETS; i++) {
            List<List<PathBlock>> policies = random.policies();
            List<RandomRequests.Request> requests = new ArrayList<>();
            for (int j = 0; j < REQUESTS_OF_SET; j++) {
                requests.add(random.request());
            }
            cases.add(new RequestCase(policies, requests));
        }
        return cases;
    }

    /** Two digits for capabilities: a bit for each of them in the order of {@link Capability}; 0 for deny. */
    static String code(List<String> capabilities) {
        int bits = 0;
        for (String name : capabilities) {
            Capability capability = Capability.of(name).orElseThrow();
            bits |= capability == Capability.DENY ? 0 : 1 << capability.ordinal();
        }
        return "%02x".formatted(bits);
    }

    /** Tells whether the cases are those that were recorded. */
    static String digest(List<?> cases) {
        try {
            byte[] text = cases.toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The lines of a resource; the first is the digest. */
    static List<String> read(String resource) {
        try (InputStream in = ReferenceAnswers.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new AssertionError("no resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }
}
