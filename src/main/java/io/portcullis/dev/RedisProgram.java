package io.portcullis.dev;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A {@code redis-server} program: one that is installed, or one that lies in the embedded-redis jar and must be unpacked. */
sealed interface RedisProgram {

    /** Where the program will be when {@link #prepare} has been called with the same folder. */
    Path in(Path folder);

    /** Unpacks what has to be unpacked. */
    void prepare(Path folder) throws IOException;

    /** The program on this search path, else the one in {@code dev/embedded-redis-*.jar} below the home folder. */
    static RedisProgram find(String searchPath, Path home) throws IOException {
        Optional<Path> installed = onPath(searchPath, "redis-server");
        return installed.isPresent() ? new Installed(installed.get()) : new Packed(jar(home.resolve("dev")));
    }

    /** The first executable file of this name on the search path. */
    static Optional<Path> onPath(String searchPath, String name) {
        return Stream.of(searchPath.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    private static Path jar(Path folder) throws IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "embedded-redis-*.jar")) {
            for (Path jar : jars) {
                return jar;
            }
        } catch (NoSuchFileException e) {
            // The same as an empty folder.
        }
        throw new IOException("no redis-server on the PATH, and no embedded-redis jar in " + folder);
    }

    /** A program of this machine. */
    record Installed(Path program) implements RedisProgram {

        @Override
        public Path in(Path folder) {
            return program;
        }

        @Override
        public void prepare(Path folder) {}
    }

    /** A program in a jar, named {@code redis-server-<version>-<system>-<architecture>}. */
    record Packed(Path jar) implements RedisProgram {

        @Override
        public Path in(Path folder) {
            return folder.resolve("redis-server");
        }

        @Override
        public void prepare(Path folder) throws IOException {
            try (ZipFile zip = new ZipFile(jar.toFile());
                    InputStream packed = zip.getInputStream(entry(zip))) {
                Files.copy(packed, in(folder));
            }
            Files.setPosixFilePermissions(in(folder), PosixFilePermissions.fromString("rwx------"));
        }

        private static ZipEntry entry(ZipFile zip) throws IOException {
            String platform = platform(System.getProperty("os.name"), System.getProperty("os.arch"));
            return zip.stream()
                    .filter(entry -> entry.getName().startsWith("redis-server-")
                            && entry.getName().endsWith(platform))
                    .findFirst()
                    .map(ZipEntry.class::cast)
                    .orElseThrow(() -> new IOException("no Redis for " + platform.substring(1)
                            + " in the embedded-redis jar: install redis-server, or give -dev-redis"));
        }

        static String platform(String system, String architecture) {
            String name =
                    system.toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : system.toLowerCase(Locale.ROOT);
            String processor = switch (architecture) {
                case "amd64", "x86_64" -> "amd64";
                case "aarch64" -> "arm64";
                default -> architecture;
            };
            return "-" + name + "-" + processor;
        }
    }
}
