package io.portcullis.system;

import com.fasterxml.jackson.core.JsonGenerator;
import io.portcullis.field.GoTime;
import io.portcullis.http.JsonFields;
import io.portcullis.http.JsonOutput;
import io.vertx.core.file.FileSystemProps;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A machine as clients see it: the names of the reference, as far as there is something to tell. */
final class HostWire {

    /** What a tick of the kernel is counted in, on every Linux. */
    private static final double TICKS_A_SECOND = 100;

    private static final List<String> TIMES =
            List.of("user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal", "guest", "guestNice");

    private static final Map<String, String> ARCHITECTURES = Map.of("amd64", "x86_64");

    private HostWire() {}

    static JsonFields host(HostReading.Host host, Instant now) {
        return json -> {
            json.writeArrayFieldStart("cpu");
            for (Map<String, String> each : host.processors()) {
                processor(json, each);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("cpu_times");
            for (List<String> each : host.processorTimes()) {
                times(json, each);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("disk");
            if (host.disk().isPresent()) {
                disk(json, host.disk().get());
            }
            json.writeEndArray();
            machine(json, host, now);
            memory(json, host.memory());
            json.writeStringField("timestamp", GoTime.format(now));
        };
    }

    private static void processor(JsonGenerator json, Map<String, String> values) throws IOException {
        json.writeStartObject();
        json.writeNumberField("cpu", number(values, "processor").intValue());
        json.writeStringField("vendorId", values.getOrDefault("vendor_id", ""));
        json.writeStringField("family", values.getOrDefault("cpu family", ""));
        json.writeStringField("model", values.getOrDefault("model", ""));
        json.writeNumberField("stepping", number(values, "stepping").intValue());
        json.writeStringField("physicalId", values.getOrDefault("physical id", ""));
        json.writeStringField("coreId", values.getOrDefault("core id", ""));
        json.writeNumberField("cores", 1);
        json.writeStringField("modelName", values.getOrDefault("model name", ""));
        json.writeNumberField("mhz", number(values, "cpu MHz"));
        json.writeNumberField("cacheSize", number(values, "cache size").intValue());
        JsonOutput.strings(json, "flags", words(values.getOrDefault("flags", "")));
        json.writeStringField("microcode", values.getOrDefault("microcode", ""));
        json.writeEndObject();
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    private static BigDecimal number(Map<String, String> values, String name) {
        String text = values.getOrDefault(name, "").split(" ", 2)[0];
        return text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?") ? new BigDecimal(text) : BigDecimal.ZERO;
    }

    private static void times(JsonGenerator json, List<String> words) throws IOException {
        json.writeStartObject();
        json.writeStringField("cpu", words.get(0));
        for (int i = 0; i < TIMES.size(); i++) {
            json.writeNumberField(TIMES.get(i), Long.parseLong(words.get(i + 1)) / TICKS_A_SECOND);
        }
        json.writeEndObject();
    }

    private static void disk(JsonGenerator json, FileSystemProps disk) throws IOException {
        long used = disk.totalSpace() - disk.unallocatedSpace();
        json.writeStartObject();
        json.writeStringField("path", "/");
        json.writeNumberField("total", disk.totalSpace());
        json.writeNumberField("free", disk.usableSpace());
        json.writeNumberField("used", used);
        json.writeNumberField("usedPercent", percent(used, used + disk.usableSpace()));
        json.writeEndObject();
    }

    private static void machine(JsonGenerator json, HostReading.Host host, Instant now) throws IOException {
        json.writeObjectFieldStart("host");
        json.writeStringField("hostname", host.name());
        Optional<Double> uptime = host.uptimeSeconds();
        if (uptime.isPresent()) {
            json.writeNumberField("uptime", uptime.get().longValue());
            json.writeNumberField(
                    "bootTime", now.getEpochSecond() - uptime.get().longValue());
        }
        String architecture = System.getProperty("os.arch");
        json.writeStringField("os", System.getProperty("os.name").toLowerCase(java.util.Locale.ROOT));
        json.writeStringField("kernelVersion", System.getProperty("os.version"));
        json.writeStringField("kernelArch", ARCHITECTURES.getOrDefault(architecture, architecture));
        json.writeEndObject();
    }

    private static void memory(JsonGenerator json, Map<String, Long> kilobytes) throws IOException {
        json.writeObjectFieldStart("memory");
        long total = bytes(kilobytes, "MemTotal");
        long available = bytes(kilobytes, "MemAvailable");
        if (total > 0) {
            json.writeNumberField("total", total);
            json.writeNumberField("available", available);
            json.writeNumberField("used", total - available);
            json.writeNumberField("usedPercent", percent(total - available, total));
            json.writeNumberField("free", bytes(kilobytes, "MemFree"));
            json.writeNumberField("active", bytes(kilobytes, "Active"));
            json.writeNumberField("inactive", bytes(kilobytes, "Inactive"));
            json.writeNumberField("buffers", bytes(kilobytes, "Buffers"));
            json.writeNumberField("cached", bytes(kilobytes, "Cached"));
            json.writeNumberField("swaptotal", bytes(kilobytes, "SwapTotal"));
            json.writeNumberField("swapfree", bytes(kilobytes, "SwapFree"));
        }
        json.writeEndObject();
    }

    private static long bytes(Map<String, Long> kilobytes, String name) {
        return kilobytes.getOrDefault(name, 0L) * 1_024;
    }

    private static double percent(long part, long whole) {
        return whole == 0 ? 0 : 100.0 * part / whole;
    }
}
