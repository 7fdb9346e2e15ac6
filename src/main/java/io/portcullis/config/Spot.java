package io.portcullis.config;

import io.portcullis.hcl.Place;
import java.util.Comparator;

/**
 * Where something was said.
 *
 * @param rank the position of the file among all files
 * @param file its name, or {@code environment}
 * @param place in the file
 */
record Spot(int rank, String file, Place place) implements Comparable<Spot> {

    /** In the environment, which comes behind all files. */
    static final Spot ENVIRONMENT = new Spot(Integer.MAX_VALUE, "environment", Place.UNKNOWN);

    private static final Comparator<Spot> ORDER = Comparator.comparingInt(Spot::rank)
            .thenComparingInt(spot -> spot.place().line())
            .thenComparingInt(spot -> spot.place().column());

    @Override
    public int compareTo(Spot other) {
        return ORDER.compare(this, other);
    }

    /** {@code FILE:LINE:COLUMN}, or {@code environment}. */
    @Override
    public String toString() {
        return place.line() > 0 ? file + ":" + place : file;
    }
}
