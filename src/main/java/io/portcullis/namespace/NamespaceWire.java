package io.portcullis.namespace;

import com.fasterxml.jackson.core.JsonGenerator;
import io.portcullis.control.View;
import io.portcullis.http.JsonFields;
import java.io.IOException;
import java.util.Map;

/** Namespaces as clients see them: spec of namespaces, 1.1. */
final class NamespaceWire {

    private NamespaceWire() {}

    /** The six fields, in alphabetical order. Locked is what has a lock of its own. */
    static JsonFields namespace(View view, Namespace namespace) {
        boolean locked = NamespaceLocks.of(view).isLocked(namespace, view.time());
        return json -> {
            metadata(json, namespace.customMetadata());
            json.writeStringField("id", namespace.id());
            json.writeBooleanField("locked", locked);
            json.writeStringField("path", namespace.path());
            json.writeBooleanField("tainted", namespace.tainted());
            json.writeStringField("uuid", namespace.uuid());
        };
    }

    private static void metadata(JsonGenerator json, Map<String, String> metadata) throws IOException {
        json.writeObjectFieldStart(NamespaceMetadata.FIELD);
        for (Map.Entry<String, String> each : metadata.entrySet()) {
            json.writeStringField(each.getKey(), each.getValue());
        }
        json.writeEndObject();
    }
}
