package io.portcullis.openapi;

import com.fasterxml.jackson.core.JsonGenerator;
import io.portcullis.http.Answer;
import io.portcullis.http.JsonFields;
import io.portcullis.version.Version;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A document of OpenAPI 3.0.2: paths, and the schemas of their bodies. Filled part by part, then written. */
final class Document implements JsonFields {

    /** Where schemas are. */
    static final String SCHEMAS = "#/components/schemas/";

    /** One mount's paths. */
    private record Part(String prefix, List<PathItem> items, String mountWords, Optional<MountParameter> mount) {}

    private final List<Part> parts = new ArrayList<>();
    private final Set<String> mountWords = new HashSet<>();

    /** Adds paths behind a prefix that is there once. */
    Document with(String prefix, List<PathItem> items) {
        parts.add(new Part(prefix, items, "", Optional.empty()));
        return this;
    }

    /** Adds the paths of a mount, whose operations are named after it, unless it stands where its type usually does. */
    void addMount(String path, List<PathItem> items, String type) {
        String words = OperationIds.words(path);
        String apart = path.equals(type + "/") ? "" : words.isEmpty() ? "mount" : words;
        String free = apart;
        for (int i = 2; !mountWords.add(type + " " + free); i++) {
            free = apart + "-" + i;
        }
        parts.add(new Part("/auth/" + UrlPath.escaped(path), items, free, Optional.empty()));
    }

    /** Adds paths that are there for every mount of a type. */
    void addMounts(List<PathItem> items, String type, String usual) {
        MountParameter mount = new MountParameter(type + "_mount_path", usual);
        parts.add(new Part("/auth/{" + mount.name() + "}/", items, "", Optional.of(mount)));
    }

    /** It as an answer. */
    Answer answer() {
        return new Answer.Bare(this);
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeStringField("openapi", "3.0.2");
        json.writeObjectFieldStart("info");
        json.writeStringField("title", "Portcullis API");
        json.writeStringField("description", "All paths are below `/v1/`.");
        json.writeStringField("version", Version.wire());
        json.writeObjectFieldStart("license");
        json.writeStringField("name", "MIT");
        json.writeEndObject();
        json.writeEndObject();
        json.writeObjectFieldStart("paths");
        for (Part part : parts) {
            for (PathItem item : part.items()) {
                json.writeFieldName(part.prefix() + item.template());
                item.write(json, part.mountWords(), part.mount());
            }
        }
        json.writeEndObject();
        json.writeObjectFieldStart("components");
        schemas(json);
        json.writeEndObject();
    }

    private void schemas(JsonGenerator json) throws IOException {
        Map<String, VerbItem> nameToVerb = new TreeMap<>();
        for (Part part : parts) {
            for (PathItem item : part.items()) {
                for (VerbItem verb : item.verbs()) {
                    if (!verb.body().isEmpty()) {
                        nameToVerb.put(verb.schemaName(), verb);
                    }
                }
            }
        }
        json.writeObjectFieldStart("schemas");
        for (Map.Entry<String, VerbItem> each : nameToVerb.entrySet()) {
            json.writeFieldName(each.getKey());
            each.getValue().writeSchema(json);
        }
        json.writeEndObject();
    }
}
