package io.portcullis.cli;

import java.util.List;

/** One command of the program. */
interface Command {

    /** The word that calls it. */
    String name();

    /** One sentence for the list of commands. */
    String summary();

    /** The flags that it knows. */
    List<Flag> flags();

    /**
     * Does it; returns the exit status.
     *
     * @throws WrongUsage if the flags make no sense
     * @throws Exception if it could not be done, with a message for the user
     */
    int run(Flags flags) throws Exception;
}
