package io.portcullis.cli;

import io.portcullis.config.Configuration;
import io.portcullis.config.InvalidConfiguration;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The program {@code portcullis}: its commands, their help and its exit statuses. */
public final class Portcullis {

    /** What was asked for was done, or the server was told to stop and did. */
    static final int OK = 0;

    /** It could not be done: a wrong flag, or a server that could not start. */
    static final int FAILED = 1;

    /** There is no such command; the same number as a shell's, and as the reference's. */
    static final int UNKNOWN_COMMAND = 127;

    private static final Set<String> HELP = Set.of("-h", "-help");
    private static final Set<String> VERSION = Set.of("-v", "-version");

    private final List<Command> commands;
    private final PrintStream out;
    private final PrintStream err;

    /**
     * The program.
     *
     * @param development starts a server for development
     * @param real starts any other server
     * @param environment the environment variables, the fallback for flags
     */
    public Portcullis(
            ServerLauncher<DevOptions> development,
            ServerLauncher<Configuration> real,
            Map<String, String> environment,
            PrintStream out,
            PrintStream err) {
        this.out = out;
        this.err = err;
        this.commands = List.of(
                new ServerCommand(development, real, environment, out),
                new VersionCommand(out),
                new TrainCommand(development, out));
    }

    /**
     * Runs the command of these words; returns the exit status. A server runs until the process is told to stop, and the process
     * ends there.
     */
    public int run(String... words) {
        String first = words.length == 0 ? "" : Flags.singleDash(words[0]);
        if (HELP.contains(first)) {
            out.print(usage());
            return OK;
        }
        if (VERSION.contains(first)) {
            return run("version");
        }
        Optional<Command> command =
                commands.stream().filter(known -> known.name().equals(first)).findFirst();
        if (command.isEmpty()) {
            err.print(first.isEmpty() ? usage() : "Unknown command: " + first + "\n\n" + usage());
            return UNKNOWN_COMMAND;
        }
        return run(command.get(), List.of(words).subList(1, words.length));
    }

    private int run(Command command, List<String> words) {
        if (words.stream().map(Flags::singleDash).anyMatch(HELP::contains)) {
            out.print(usage(command));
            return OK;
        }
        try {
            return command.run(Flags.parse(command.flags(), words));
        } catch (WrongUsage e) {
            err.println(e.getMessage());
            err.println("Run 'portcullis " + command.name() + " -help' for what there is.");
        } catch (InvalidConfiguration e) {
            err.println(e.getMessage());
        } catch (Exception e) {
            err.println("Error: " + (e.getMessage() == null ? e : e.getMessage()));
        } catch (Error e) {
            e.printStackTrace(err);
        }
        return FAILED;
    }

    private String usage() {
        return "Usage: portcullis <command> [flags]\n\nA login server that speaks the Vault and OpenBao HTTP API.\n\nCommands:\n\n"
                + commands.stream()
                        .filter(command -> !command.summary().isEmpty())
                        .map(command -> "    %-10s  %s%n".formatted(command.name(), command.summary()))
                        .collect(Collectors.joining())
                + "\nRun 'portcullis <command> -help' for the flags of a command.\n";
    }

    private static String usage(Command command) {
        String flags = command.flags().stream()
                .filter(Flag::isShown)
                .map(flag -> "  " + flag.synopsis() + "\n" + flag.description().indent(6) + "\n")
                .collect(Collectors.joining());
        return "Usage: portcullis " + command.name() + (flags.isEmpty() ? "" : " [flags]") + "\n\n" + command.summary()
                + "\n" + (flags.isEmpty() ? "" : "\nFlags:\n\n" + flags);
    }
}
