package io.portcullis.system;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemProps;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what Linux tells of itself below {@code /proc}, on the worker threads of Vert.x's file system. Elsewhere there is less to tell. */
final class HostReading {

    private final Vertx vertx;

    HostReading(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * What was read.
     *
     * @param name of the machine
     * @param processors a map of names and values for each
     * @param processorTimes the words of a line for each: its name, then ticks
     * @param memory name to kilobytes
     * @param uptimeSeconds since it was started
     * @param disk the file system of the root directory
     * @param missing what could not be read, as warnings
     */
    record Host(
            String name,
            List<Map<String, String>> processors,
            List<List<String>> processorTimes,
            Map<String, Long> memory,
            Optional<Double> uptimeSeconds,
            Optional<FileSystemProps> disk,
            List<String> missing) {}

    Future<Host> read(String name) {
        List<String> missing = new ArrayList<>();
        Future<String> cpu = text("/proc/cpuinfo", "cpu", missing);
        Future<String> times = text("/proc/stat", "cpu_times", missing);
        Future<String> memory = text("/proc/meminfo", "memory", missing);
        Future<String> uptime = text("/proc/uptime", "uptime", missing);
        Future<Optional<FileSystemProps>> disk = vertx.fileSystem()
                .fsProps("/")
                .map(Optional::of)
                .otherwise(failure -> missing("disk", missing, Optional.empty()));
        return Future.join(cpu, times, memory, uptime, disk)
                .map(all -> new Host(
                        name,
                        processors(cpu.result()),
                        processorTimes(times.result()),
                        memory(memory.result()),
                        Optional.of(uptime.result())
                                .filter(text -> !text.isBlank())
                                .map(text -> Double.parseDouble(text.split(" ", 2)[0])),
                        disk.result(),
                        missing));
    }

    private Future<String> text(String path, String what, List<String> missing) {
        return vertx.fileSystem()
                .readFile(path)
                .map(Buffer::getBytes)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .otherwise(failure -> missing(what, missing, ""));
    }

    private static <T> T missing(String what, List<String> missing, T instead) {
        missing.add("failed to collect " + what + " information");
        return instead;
    }

    /** Blocks of {@code name : value}, one for each processor. */
    static List<Map<String, String>> processors(String text) {
        List<Map<String, String>> all = new ArrayList<>();
        for (String block : text.split("\n\n")) {
            Map<String, String> one = new HashMap<>();
            block.lines()
                    .map(line -> line.split(":", 2))
                    .filter(pair -> pair.length == 2)
                    .forEach(pair -> one.put(pair[0].strip(), pair[1].strip()));
            if (one.containsKey("processor")) {
                all.add(one);
            }
        }
        return all;
    }

    /** The lines that begin with {@code cpu} and a number. */
    static List<List<String>> processorTimes(String text) {
        return text.lines()
                .filter(line -> line.matches("cpu[0-9]+( [0-9]+){10,}"))
                .map(line -> List.of(line.split(" ")))
                .toList();
    }

    /** Lines of {@code Name: number kB}. */
    static Map<String, Long> memory(String text) {
        Map<String, Long> all = new HashMap<>();
        text.lines()
                .filter(line -> line.matches("\\S+:\\s+[0-9]{1,18} kB"))
                .map(line -> line.split("[:\\s]+"))
                .forEach(words -> all.put(words[0], Long.parseLong(words[1])));
        return all;
    }
}
