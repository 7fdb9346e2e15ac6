package io.portcullis.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.portcullis.clients.Command.Ran;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Makes a client of another language: from {@code sources} below {@code src/test/clients}, in {@code folder} below
 * {@code PORTCULLIS_CLIENTS}, or {@code target/clients} where that is not set. What was made before is used again.
 */
record ClientBuild(Path sources, Path folder) {

    private static final String CONSUL_TEMPLATE = "github.com/hashicorp/consul-template";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** The command that runs a library of Node.js. */
    static List<String> node(String library) throws IOException {
        ClientBuild build = of("node", "node", "npm");
        build.takeSources();
        Path fetched = build.folder.resolve("fetched");
        String lock = Files.readString(build.sources.resolve("package-lock.json"));
        if (!Files.exists(fetched) || !Files.readString(fetched).equals(lock)) {
            build.fetch(build.folder, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--engine-strict");
            Files.writeString(fetched, lock);
        }
        return List.of("node", build.folder.resolve(library + ".mjs").toString());
    }

    /** The command that runs vaultrs. */
    static List<String> vaultrs() throws IOException {
        ClientBuild build = of("rust", "cargo", "cc");
        build.fetch(build.sources, "cargo", "fetch", "--locked");
        build.make(build.sources, "cargo", "build", "--offline", "--locked", "--target-dir", build.folder.toString());
        return List.of(build.folder.resolve("debug/vaultrs-calls").toString());
    }

    /** The program that tells the story of a Go library; {@code library} is its tag. */
    static Path go(String library) throws IOException {
        ClientBuild build = of("go", "go");
        Path program = build.folder.resolve(library);
        build.fetch(build.sources, "go", "mod", "download");
        build.make(build.sources, "go", "build", "-tags", library, "-ldflags=-s -w", "-o", program.toString(), ".");
        return program;
    }

    /** The program consul-template. */
    static Path consulTemplate() throws IOException {
        ClientBuild build = of("consul-template", "go");
        Path program = build.folder.resolve("consul-template");
        build.fetch(build.sources, "go", "mod", "download");
        build.make(build.sources, "go", "build", "-ldflags=-s -w", "-o", program.toString(), CONSUL_TEMPLATE);
        return program;
    }

    /** The build of the client in this folder; skips the test where the machine lacks one of the tools. */
    private static ClientBuild of(String client, String... tools) throws IOException {
        for (String tool : tools) {
            assumeTrue(Command.find(tool).isPresent(), "no " + tool + " on the PATH, to build " + client + " with");
        }
        String place = Objects.requireNonNullElse(System.getenv("PORTCULLIS_CLIENTS"), "target/clients");
        Path folder = Path.of(place, client).toAbsolutePath();
        Files.createDirectories(folder);
        return new ClientBuild(Path.of("src/test/clients", client).toAbsolutePath(), folder);
    }

    private void takeSources() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(sources, "*.{json,mjs}")) {
            for (Path file : files) {
                Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** A step that may need a registry; skips the test where it fails. */
    private void fetch(Path place, String... words) {
        Ran ran = run(place, words);
        assumeTrue(ran.succeeded(), String.join(" ", words) + " could not fetch a client: " + ran.reason());
    }

    /** A step for which everything is there; fails the test where it fails. */
    private void make(Path place, String... words) {
        Ran ran = run(place, words);
        assertThat(ran.exit()).as(ran.output()).isZero();
    }

    private static Ran run(Path place, String... words) {
        String[] gently =
                Stream.concat(Stream.of("nice", "-n", "10"), Stream.of(words)).toArray(String[]::new);
        return Command.of(gently)
                .in(place)
                .within(PATIENCE)
                .with("GOTOOLCHAIN", "local")
                .run();
    }
}
