package io.portcullis.system;

import com.fasterxml.jackson.core.JsonGenerator;
import io.portcullis.control.View;
import io.portcullis.field.GoTime;
import io.portcullis.http.Answer;
import io.portcullis.http.Endpoint;
import io.portcullis.http.JsonFields;
import io.portcullis.http.Operation;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code sys/version-history}: which versions of ours have served the store. Spec of the system, 3.8. */
public final class HistoryRoutes {

    private HistoryRoutes() {}

    /** The endpoint below {@code sys/}. */
    public static List<Endpoint> endpoints() {
        return List.of(Endpoint.at("version-history/?")
                .help("List the versions that have served this store, the oldest first.")
                .on(Operation.LIST, call -> Future.succeededFuture(history(call.found(View.class))))
                .build());
    }

    private static Answer history(View view) {
        Map<String, JsonFields> versionToInfo = new LinkedHashMap<>();
        String previous = null;
        for (StoreFacts.Installed each : view.snapshot().part(StoreFacts.KIND).versions()) {
            versionToInfo.put(each.version(), info(each, previous));
            previous = each.version();
        }
        return new Answer.Keys(new ArrayList<>(versionToInfo.keySet()), versionToInfo, "", List.of());
    }

    private static JsonFields info(StoreFacts.Installed version, @Nullable String previous) {
        return json -> {
            json.writeStringField("commit_date", version.buildDate());
            writeNullable(json, "previous_version", previous);
            json.writeStringField(
                    "timestamp_installed", GoTime.format(version.at().truncatedTo(ChronoUnit.SECONDS)));
        };
    }

    private static void writeNullable(JsonGenerator json, String name, @Nullable String text) throws IOException {
        json.writeFieldName(name);
        json.writeString(text);
    }
}
