package io.portcullis.hcl;

import io.portcullis.fault.Fault;
import io.portcullis.fault.GoText;
import java.math.BigDecimal;
import java.util.List;

/** A value of the configuration language or of JSON. */
public sealed interface HclValue {

    /** Where it begins. */
    Place place();

    /** A quoted string or a heredoc, its escapes resolved. */
    record Text(String text, Place place) implements HclValue {}

    /** {@code true} or {@code false}. */
    record Flag(boolean value, Place place) implements HclValue {}

    /** The {@code null} of JSON; at a known place, a value that could not be read. */
    record Nothing(Place place) implements HclValue {}

    /** {@code [ ]}. */
    record Sequence(List<HclValue> elements, Place place) implements HclValue {
        public Sequence {
            elements = List.copyOf(elements);
        }
    }

    /** {@code { }}: its items in order; keys may repeat. */
    record Block(List<HclItem> items, Place place) implements HclValue {
        public Block {
            items = List.copyOf(items);
        }
    }

    /**
     * A number, as it was written. Only {@link #value} looks whether it fits.
     *
     * @param written decimal, hexadecimal ({@code 0x1f}) or octal ({@code 017}), or with a point or an exponent
     */
    record Number(String written, Place place) implements HclValue {

        /** Whether it has neither point nor exponent. */
        public boolean isWhole() {
            return written.indexOf('x') >= 0 || written.indexOf('X') >= 0 || !written.matches(".*[.eE].*");
        }

        /**
         * The exact value.
         *
         * @throws Fault 400 when a whole number needs more than 64 bits, or another one is beyond a {@code double}
         */
        public BigDecimal value() {
            return isWhole() ? whole() : fraction();
        }

        private BigDecimal whole() {
            try {
                return BigDecimal.valueOf(Long.decode(written));
            } catch (NumberFormatException tooLong) {
                throw outOfRange("ParseInt");
            }
        }

        /** What a {@code double} takes for nothing is nothing: exponents without bound end here. */
        private BigDecimal fraction() {
            double nearest = Double.parseDouble(written);
            if (Double.isInfinite(nearest)) {
                throw outOfRange("ParseFloat");
            }
            return nearest == 0 ? BigDecimal.ZERO : new BigDecimal(written);
        }

        private Fault outOfRange(String reader) {
            return Fault.badRequest(
                    "strconv." + reader + ": parsing " + GoText.quote(written) + ": value out of range");
        }
    }
}
