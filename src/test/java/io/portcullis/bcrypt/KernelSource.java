package io.portcullis.bcrypt;

/** Writes the source of {@link LaneKernel}: run {@link #main}, or see the test that compares. */
final class KernelSource {

    private static final int ROUNDS = 16;
    private static final String HEAD = """
            package io.portcullis.bcrypt;

            /**
             * Expands one to four states in lock step. Written by {@code KernelSource}, which has to be changed instead of this.
             *
             * <p>What makes it fast, as measured on Java 17 and 25:
             *
             * <ul>
             *   <li>A round of Blowfish needs the result of the round before, and its look-ups take five cycles each, so one state keeps a
             *       core busy for a third of the time. The rounds of several states stand side by side here, and fill it.
             *   <li>The states are one array in a {@code static final} field. The compiler knows its length, sees that no index can be
             *       outside, and leaves the checks out; and one base register serves all lanes. {@link Kernels} gives each thread a copy of
             *       this class, and so of the array.
             *   <li>Without any branch, the compiler would take the rounds of all lanes for one block, compute the indexes of all of them
             *       ahead, run out of registers, and move values to and fro. The comparison with {@code limit}, which is never true, pins the
             *       order: one instruction for each round of each lane, on an index that is needed anyway.
             *   <li>More than four lanes need more registers than there are.
             * </ul>
             *
             * <p>{@code l} and {@code r} are the halves of a block, by lane. Whole rounds are unrolled in pairs, so that the halves need not be
             * swapped.
             */
            final class LaneKernel implements Kernel {

                private static final int WORDS = 1042;
                private static final int[] A = new int[MOST_LANES * LANE_WORDS];

                @Override
                public int[] states() {
                    return A;
                }

                @Override
                public void expand(int lanes) {
                    switch (lanes) {
                        case 1 -> expand1();
                        case 2 -> expand2(256);
                        case 3 -> expand3(256);
                        case 4 -> expand4(256);
                        default -> throw new IllegalArgumentException("no kernel for " + lanes + " lanes");
                    }
                }

                /** Blowfish's F of the state at {@code o}; see above on {@code limit}. */
                private static int f(int x, int o, int limit) {
                    if ((x & 255) >= limit) {
                        throw new IllegalStateException();
                    }
                    return f(x, o);
                }

                private static int f(int x, int o) {
                    return ((A[o + 18 + (x >>> 24)] + A[o + 274 + (x >>> 16 & 255)]) ^ A[o + 530 + (x >>> 8 & 255)])
                            + A[o + 786 + (x & 255)];
                }
            """;

    private final StringBuilder text = new StringBuilder(HEAD);

    private KernelSource() {}

    static String text() {
        KernelSource source = new KernelSource();
        for (int lanes = 1; lanes <= Kernel.MOST_LANES; lanes++) {
            source.expansion(lanes);
        }
        return source.text.append("}\n").toString();
    }

    private void line(int indent, String line, Object... values) {
        text.append("    ".repeat(indent)).append(line.formatted(values)).append('\n');
    }

    private void expansion(int lanes) {
        String limit = lanes == 1 ? "" : ", limit";
        text.append('\n');
        line(1, "private static void expand%d(%s) {", lanes, lanes == 1 ? "" : "int limit");
        for (int k = 0; k < lanes; k++) {
            line(2, "int l%d = 0;", k);
            line(2, "int r%d = 0;", k);
        }
        line(2, "for (int i = 0; i < WORDS; i += 2) {");
        for (int k = 0; k < lanes; k++) {
            line(3, "l%d ^= A[%d];", k, Kernel.LANE_WORDS * k);
        }
        for (int round = 1; round <= ROUNDS; round++) {
            String from = round % 2 == 1 ? "l" : "r";
            String to = round % 2 == 1 ? "r" : "l";
            for (int k = 0; k < lanes; k++) {
                int at = Kernel.LANE_WORDS * k;
                line(3, "%1$s%2$d = %1$s%2$d ^ A[%3$d] ^ f(%4$s%2$d, %5$d%6$s);", to, k, at + round, from, at, limit);
            }
        }
        for (int k = 0; k < lanes; k++) {
            int at = Kernel.LANE_WORDS * k;
            line(3, "int t%1$d = r%1$d ^ A[%2$d];", k, at + ROUNDS + 1);
            line(3, "r%1$d = l%1$d;", k);
            line(3, "l%1$d = t%1$d;", k);
            line(3, "A[%1$d + i] = l%2$d;", at, k);
            line(3, "A[%1$d + i] = r%2$d;", at + 1, k);
        }
        line(2, "}");
        line(1, "}");
    }

    /** Prints it. */
    public static void main(String[] arguments) {
        System.out.print(text());
    }
}
