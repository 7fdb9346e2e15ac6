package io.portcullis.cli;

/**
 * One flag of a command.
 *
 * @param name with one dash, such as {@code -dev}
 * @param value what its value is called in the help; empty for a switch
 * @param description for the help; empty for a flag that is understood and not shown
 */
record Flag(String name, String value, String description) {

    boolean isSwitch() {
        return value.isEmpty();
    }

    boolean isShown() {
        return !description.isEmpty();
    }

    /** The flag as the user writes it. */
    String synopsis() {
        return isSwitch() ? name : name + "=" + value;
    }
}
