package io.portcullis.password;

import java.util.Locale;

/** By what a worker hashes. */
public enum HashingKernel {
    /** One password after the other, since its lanes are not fit yet. */
    PLAIN,
    /** Several at once. */
    LANES,
    /** One after the other, since its lanes gave what they must not. */
    WITHDRAWN;

    /** The name in metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
