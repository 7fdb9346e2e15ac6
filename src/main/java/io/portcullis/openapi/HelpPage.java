package io.portcullis.openapi;

import io.portcullis.field.Field;
import io.portcullis.http.Answer;
import io.portcullis.http.Endpoint;
import io.portcullis.http.Endpoints;
import io.portcullis.http.Operation;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The help of a path, for people and as a document: spec of the envelope, 1.5. */
public final class HelpPage {

    private static final String NOTHING = "<no description>";

    private HelpPage() {}

    /** The help of a mount's root, or of that of {@code sys/}: what there is. */
    public static Answer of(Endpoints family) {
        String paths = family.all().stream()
                .filter(endpoint -> !endpoint.isUnlisted())
                .sorted(Comparator.comparing(PathTemplates::shown))
                .map(endpoint -> "    " + PathTemplates.shown(endpoint) + "\n        " + endpoint.help())
                .collect(Collectors.joining("\n\n"));
        String text = "## DESCRIPTION\n\n" + family.about() + "\n\n## PATHS\n\n"
                + "What is served, as patterns of what follows the path above. Each has help of its own.\n\n" + paths;
        return page(text, PathItem.all(family));
    }

    /**
     * The help of a path.
     *
     * @param family what the endpoint belongs to
     * @param path below the mount
     */
    public static Answer of(Endpoints family, Endpoint endpoint, String path) {
        String text = "Request:        " + path + "\nMatching Route: " + PathTemplates.shown(endpoint) + "\n\n"
                + endpoint.help() + "\n\n" + parameters(endpoint) + "## DESCRIPTION\n\n"
                + description(family, endpoint, path);
        return page(text, endpoint.isUnlisted() ? List.of() : PathItem.of(family, endpoint));
    }

    private static String parameters(Endpoint endpoint) {
        String parameters = endpoint.schema().fields().stream()
                .sorted(Comparator.comparing(Field::name))
                .map(HelpPage::parameter)
                .collect(Collectors.joining());
        return parameters.isEmpty() ? "\n" : "## PARAMETERS\n\n" + parameters;
    }

    private static String parameter(Field field) {
        String description = field.description().isEmpty() ? NOTHING : field.description();
        return "    " + field.name() + " (" + FieldShape.of(field.type()).helpName() + ")\n\n        "
                + (field.deprecated() ? "(DEPRECATED) " : "") + description + "\n\n";
    }

    private static String description(Endpoints family, Endpoint endpoint, String path) {
        String verbs =
                endpoint.operations().stream().sorted().map(HelpPage::verb).collect(Collectors.joining(", "));
        String who = switch (endpoint.access()) {
            case LOGIN -> "No token is needed.";
            case OPTIONAL_TOKEN -> "A token is not needed, but makes a difference.";
            case TOKEN ->
                family.needsSudo(path)
                        ? "The token's policies must allow it, and `sudo`."
                        : "The token's policies must allow it.";
        };
        return (verbs.isEmpty() ? "" : "Served: " + verbs + ". ") + who;
    }

    private static String verb(Operation operation) {
        return switch (operation) {
            case READ -> "GET";
            case UPDATE -> "POST";
            default -> operation.name();
        };
    }

    private static Answer page(String text, List<PathItem> items) {
        Document document = new Document().with("/", items);
        return new Answer.Bare(json -> {
            json.writeStringField("help", text);
            json.writeObjectFieldStart("openapi");
            document.write(json);
            json.writeEndObject();
            json.writeNullField("see_also");
        });
    }
}
