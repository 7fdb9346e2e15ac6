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

    private static void expand1() {
        int l0 = 0;
        int r0 = 0;
        for (int i = 0; i < WORDS; i += 2) {
            l0 ^= A[0];
            r0 = r0 ^ A[1] ^ f(l0, 0);
            l0 = l0 ^ A[2] ^ f(r0, 0);
            r0 = r0 ^ A[3] ^ f(l0, 0);
            l0 = l0 ^ A[4] ^ f(r0, 0);
            r0 = r0 ^ A[5] ^ f(l0, 0);
            l0 = l0 ^ A[6] ^ f(r0, 0);
            r0 = r0 ^ A[7] ^ f(l0, 0);
            l0 = l0 ^ A[8] ^ f(r0, 0);
            r0 = r0 ^ A[9] ^ f(l0, 0);
            l0 = l0 ^ A[10] ^ f(r0, 0);
            r0 = r0 ^ A[11] ^ f(l0, 0);
            l0 = l0 ^ A[12] ^ f(r0, 0);
            r0 = r0 ^ A[13] ^ f(l0, 0);
            l0 = l0 ^ A[14] ^ f(r0, 0);
            r0 = r0 ^ A[15] ^ f(l0, 0);
            l0 = l0 ^ A[16] ^ f(r0, 0);
            int t0 = r0 ^ A[17];
            r0 = l0;
            l0 = t0;
            A[0 + i] = l0;
            A[1 + i] = r0;
        }
    }

    private static void expand2(int limit) {
        int l0 = 0;
        int r0 = 0;
        int l1 = 0;
        int r1 = 0;
        for (int i = 0; i < WORDS; i += 2) {
            l0 ^= A[0];
            l1 ^= A[1048];
            r0 = r0 ^ A[1] ^ f(l0, 0, limit);
            r1 = r1 ^ A[1049] ^ f(l1, 1048, limit);
            l0 = l0 ^ A[2] ^ f(r0, 0, limit);
            l1 = l1 ^ A[1050] ^ f(r1, 1048, limit);
            r0 = r0 ^ A[3] ^ f(l0, 0, limit);
            r1 = r1 ^ A[1051] ^ f(l1, 1048, limit);
            l0 = l0 ^ A[4] ^ f(r0, 0, limit);
            l1 = l1 ^ A[1052] ^ f(r1, 1048, limit);
            r0 = r0 ^ A[5] ^ f(l0, 0, limit);
            r1 = r1 ^ A[1053] ^ f(l1, 1048, limit);
            l0 = l0 ^ A[6] ^ f(r0, 0, limit);
            l1 = l1 ^ A[1054] ^ f(r1, 1048, limit);
            r0 = r0 ^ A[7] ^ f(l0, 0, limit);
            r1 = r1 ^ A[1055] ^ f(l1, 1048, limit);
            l0 = l0 ^ A[8] ^ f(r0, 0, limit);
            l1 = l1 ^ A[1056] ^ f(r1, 1048, limit);
            r0 = r0 ^ A[9] ^ f(l0, 0, limit);
            r1 = r1 ^ A[1057] ^ f(l1, 1048, limit);
            l0 = l0 ^ A[10] ^ f(r0, 0, limit);
            l1 = l1 ^ A[1058] ^ f(r1, 1048, limit);
            r0 = r0 ^ A[11] ^ f(l0, 0, limit);
            r1 = r1 ^ A[1059] ^ f(l1, 1048, limit);
            l0 = l0 ^ A[12] ^ f(r0, 0, limit);
            l1 = l1 ^ A[1060] ^ f(r1, 1048, limit);
            r0 = r0 ^ A[13] ^ f(l0, 0, limit);
            r1 = r1 ^ A[1061] ^ f(l1, 1048, limit);
            l0 = l0 ^ A[14] ^ f(r0, 0, limit);
            l1 = l1 ^ A[1062] ^ f(r1, 1048, limit);
            r0 = r0 ^ A[15] ^ f(l0, 0, limit);
            r1 = r1 ^ A[1063] ^ f(l1, 1048, limit);
            l0 = l0 ^ A[16] ^ f(r0, 0, limit);
            l1 = l1 ^ A[1064] ^ f(r1, 1048, limit);
            int t0 = r0 ^ A[17];
            r0 = l0;
            l0 = t0;
            A[0 + i] = l0;
            A[1 + i] = r0;
            int t1 = r1 ^ A[1065];
            r1 = l1;
            l1 = t1;
            A[1048 + i] = l1;
            A[1049 + i] = r1;
        }
    }

    private static void expand3(int limit) {
        int l0 = 0;
        int r0 = 0;
        int l1 = 0;
        int r1 = 0;
        int l2 = 0;
        int r2 = 0;
        for (int i = 0; i < WORDS; i += 2) {
            l0 ^= A[0];
            l1 ^= A[1048];
            l2 ^= A[2096];
            r0 = r0 ^ A[1] ^ f(l0, 0, limit);
            r1 = r1 ^ A[1049] ^ f(l1, 1048, limit);
            r2 = r2 ^ A[2097] ^ f(l2, 2096, limit);
            l0 = l0 ^ A[2] ^ f(r0, 0, limit);
            l1 = l1 ^ A[1050] ^ f(r1, 1048, limit);
            l2 = l2 ^ A[2098] ^ f(r2, 2096, limit);
            r0 = r0 ^ A[3] ^ f(l0, 0, limit);
            r1 = r1 ^ A[1051] ^ f(l1, 1048, limit);
            r2 = r2 ^ A[2099] ^ f(l2, 2096, limit);
            l0 = l0 ^ A[4] ^ f(r0, 0, limit);
            l1 = l1 ^ A[1052] ^ f(r1, 1048, limit);
            l2 = l2 ^ A[2100] ^ f(r2, 2096, limit);
            r0 = r0 ^ A[5] ^ f(l0, 0, limit);
            r1 = r1 ^ A[1053] ^ f(l1, 1048, limit);
            r2 = r2 ^ A[2101] ^ f(l2, 2096, limit);
            l0 = l0 ^ A[6] ^ f(r0, 0, limit);
            l1 = l1 ^ A[1054] ^ f(r1, 1048, limit);
            l2 = l2 ^ A[2102] ^ f(r2, 2096, limit);
            r0 = r0 ^ A[7] ^ f(l0, 0, limit);
            r1 = r1 ^ A[1055] ^ f(l1, 1048, limit);
            r2 = r2 ^ A[2103] ^ f(l2, 2096, limit);
            l0 = l0 ^ A[8] ^ f(r0, 0, limit);
            l1 = l1 ^ A[1056] ^ f(r1, 1048, limit);
            l2 = l2 ^ A[2104] ^ f(r2, 2096, limit);
            r0 = r0 ^ A[9] ^ f(l0, 0, limit);
            r1 = r1 ^ A[1057] ^ f(l1, 1048, limit);
            r2 = r2 ^ A[2105] ^ f(l2, 2096, limit);
            l0 = l0 ^ A[10] ^ f(r0, 0, limit);
            l1 = l1 ^ A[1058] ^ f(r1, 1048, limit);
            l2 = l2 ^ A[2106] ^ f(r2, 2096, limit);
            r0 = r0 ^ A[11] ^ f(l0, 0, limit);
            r1 = r1 ^ A[1059] ^ f(l1, 1048, limit);
            r2 = r2 ^ A[2107] ^ f(l2, 2096, limit);
            l0 = l0 ^ A[12] ^ f(r0, 0, limit);
            l1 = l1 ^ A[1060] ^ f(r1, 1048, limit);
            l2 = l2 ^ A[2108] ^ f(r2, 2096, limit);
            r0 = r0 ^ A[13] ^ f(l0, 0, limit);
            r1 = r1 ^ A[1061] ^ f(l1, 1048, limit);
            r2 = r2 ^ A[2109] ^ f(l2, 2096, limit);
            l0 = l0 ^ A[14] ^ f(r0, 0, limit);
            l1 = l1 ^ A[1062] ^ f(r1, 1048, limit);
            l2 = l2 ^ A[2110] ^ f(r2, 2096, limit);
            r0 = r0 ^ A[15] ^ f(l0, 0, limit);
            r1 = r1 ^ A[1063] ^ f(l1, 1048, limit);
            r2 = r2 ^ A[2111] ^ f(l2, 2096, limit);
            l0 = l0 ^ A[16] ^ f(r0, 0, limit);
            l1 = l1 ^ A[1064] ^ f(r1, 1048, limit);
            l2 = l2 ^ A[2112] ^ f(r2, 2096, limit);
            int t0 = r0 ^ A[17];
            r0 = l0;
            l0 = t0;
            A[0 + i] = l0;
            A[1 + i] = r0;
            int t1 = r1 ^ A[1065];
            r1 = l1;
            l1 = t1;
            A[1048 + i] = l1;
            A[1049 + i] = r1;
            int t2 = r2 ^ A[2113];
            r2 = l2;
            l2 = t2;
            A[2096 + i] = l2;
            A[2097 + i] = r2;
        }
    }

    private static void expand4(int limit) {
        int l0 = 0;
        int r0 = 0;
        int l1 = 0;
        int r1 = 0;
        int l2 = 0;
        int r2 = 0;
        int l3 = 0;
        int r3 = 0;
        for (int i = 0; i < WORDS; i += 2) {
            l0 ^= A[0];
            l1 ^= A[1048];
            l2 ^= A[2096];
            l3 ^= A[3144];
            r0 = r0 ^ A[1] ^ f(l0, 0, limit);
            r1 = r1 ^ A[1049] ^ f(l1, 1048, limit);
            r2 = r2 ^ A[2097] ^ f(l2, 2096, limit);
            r3 = r3 ^ A[3145] ^ f(l3, 3144, limit);
            l0 = l0 ^ A[2] ^ f(r0, 0, limit);
            l1 = l1 ^ A[1050] ^ f(r1, 1048, limit);
            l2 = l2 ^ A[2098] ^ f(r2, 2096, limit);
            l3 = l3 ^ A[3146] ^ f(r3, 3144, limit);
            r0 = r0 ^ A[3] ^ f(l0, 0, limit);
            r1 = r1 ^ A[1051] ^ f(l1, 1048, limit);
            r2 = r2 ^ A[2099] ^ f(l2, 2096, limit);
            r3 = r3 ^ A[3147] ^ f(l3, 3144, limit);
            l0 = l0 ^ A[4] ^ f(r0, 0, limit);
            l1 = l1 ^ A[1052] ^ f(r1, 1048, limit);
            l2 = l2 ^ A[2100] ^ f(r2, 2096, limit);
            l3 = l3 ^ A[3148] ^ f(r3, 3144, limit);
            r0 = r0 ^ A[5] ^ f(l0, 0, limit);
            r1 = r1 ^ A[1053] ^ f(l1, 1048, limit);
            r2 = r2 ^ A[2101] ^ f(l2, 2096, limit);
            r3 = r3 ^ A[3149] ^ f(l3, 3144, limit);
            l0 = l0 ^ A[6] ^ f(r0, 0, limit);
            l1 = l1 ^ A[1054] ^ f(r1, 1048, limit);
            l2 = l2 ^ A[2102] ^ f(r2, 2096, limit);
            l3 = l3 ^ A[3150] ^ f(r3, 3144, limit);
            r0 = r0 ^ A[7] ^ f(l0, 0, limit);
            r1 = r1 ^ A[1055] ^ f(l1, 1048, limit);
            r2 = r2 ^ A[2103] ^ f(l2, 2096, limit);
            r3 = r3 ^ A[3151] ^ f(l3, 3144, limit);
            l0 = l0 ^ A[8] ^ f(r0, 0, limit);
            l1 = l1 ^ A[1056] ^ f(r1, 1048, limit);
            l2 = l2 ^ A[2104] ^ f(r2, 2096, limit);
            l3 = l3 ^ A[3152] ^ f(r3, 3144, limit);
            r0 = r0 ^ A[9] ^ f(l0, 0, limit);
            r1 = r1 ^ A[1057] ^ f(l1, 1048, limit);
            r2 = r2 ^ A[2105] ^ f(l2, 2096, limit);
            r3 = r3 ^ A[3153] ^ f(l3, 3144, limit);
            l0 = l0 ^ A[10] ^ f(r0, 0, limit);
            l1 = l1 ^ A[1058] ^ f(r1, 1048, limit);
            l2 = l2 ^ A[2106] ^ f(r2, 2096, limit);
            l3 = l3 ^ A[3154] ^ f(r3, 3144, limit);
            r0 = r0 ^ A[11] ^ f(l0, 0, limit);
            r1 = r1 ^ A[1059] ^ f(l1, 1048, limit);
            r2 = r2 ^ A[2107] ^ f(l2, 2096, limit);
            r3 = r3 ^ A[3155] ^ f(l3, 3144, limit);
            l0 = l0 ^ A[12] ^ f(r0, 0, limit);
            l1 = l1 ^ A[1060] ^ f(r1, 1048, limit);
            l2 = l2 ^ A[2108] ^ f(r2, 2096, limit);
            l3 = l3 ^ A[3156] ^ f(r3, 3144, limit);
            r0 = r0 ^ A[13] ^ f(l0, 0, limit);
            r1 = r1 ^ A[1061] ^ f(l1, 1048, limit);
            r2 = r2 ^ A[2109] ^ f(l2, 2096, limit);
            r3 = r3 ^ A[3157] ^ f(l3, 3144, limit);
            l0 = l0 ^ A[14] ^ f(r0, 0, limit);
            l1 = l1 ^ A[1062] ^ f(r1, 1048, limit);
            l2 = l2 ^ A[2110] ^ f(r2, 2096, limit);
            l3 = l3 ^ A[3158] ^ f(r3, 3144, limit);
            r0 = r0 ^ A[15] ^ f(l0, 0, limit);
            r1 = r1 ^ A[1063] ^ f(l1, 1048, limit);
            r2 = r2 ^ A[2111] ^ f(l2, 2096, limit);
            r3 = r3 ^ A[3159] ^ f(l3, 3144, limit);
            l0 = l0 ^ A[16] ^ f(r0, 0, limit);
            l1 = l1 ^ A[1064] ^ f(r1, 1048, limit);
            l2 = l2 ^ A[2112] ^ f(r2, 2096, limit);
            l3 = l3 ^ A[3160] ^ f(r3, 3144, limit);
            int t0 = r0 ^ A[17];
            r0 = l0;
            l0 = t0;
            A[0 + i] = l0;
            A[1 + i] = r0;
            int t1 = r1 ^ A[1065];
            r1 = l1;
            l1 = t1;
            A[1048 + i] = l1;
            A[1049 + i] = r1;
            int t2 = r2 ^ A[2113];
            r2 = l2;
            l2 = t2;
            A[2096 + i] = l2;
            A[2097 + i] = r2;
            int t3 = r3 ^ A[3161];
            r3 = l3;
            l3 = t3;
            A[3144 + i] = l3;
            A[3145 + i] = r3;
        }
    }
}
