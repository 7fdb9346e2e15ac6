package io.portcullis.namespace;

import io.portcullis.control.ControlWriter;
import io.portcullis.control.Grant;
import io.portcullis.control.View;
import io.portcullis.fault.Fault;
import io.portcullis.field.Field;
import io.portcullis.field.FieldType;
import io.portcullis.http.Answer;
import io.portcullis.http.Call;
import io.portcullis.http.Endpoint;
import io.portcullis.http.JsonFields;
import io.portcullis.http.JsonOutput;
import io.portcullis.http.Operation;
import io.portcullis.http.Reach;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** {@code sys/namespaces}: spec of namespaces, 1.5. */
public final class NamespaceRoutes {

    /** How long an answer waits for a deletion to end (N6). */
    private static final long PATIENCE_MILLIS = 300;

    private static final Field PATH = new Field("path", FieldType.TEXT, "The path of the namespace, from this one on.");

    private final ControlWriter control;
    private final NamespaceDeletion deletion;
    private final List<NamespaceContent> contents;
    private final Runnable sweep;
    private final SecureRandom random = new SecureRandom();

    /**
     * Routes that change namespaces through the given writer.
     *
     * @param contents what every feature keeps of a namespace
     * @param sweep begins to take away what a deleted namespace left outside the control plane
     */
    public NamespaceRoutes(
            ControlWriter control, NamespaceDeletion deletion, List<NamespaceContent> contents, Runnable sweep) {
        this.control = control;
        this.deletion = deletion;
        this.contents = List.copyOf(contents);
        this.sweep = sweep;
    }

    /** The endpoints below {@code sys/}. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.at("namespaces/?")
                        .fields(
                                new Field("after", FieldType.TEXT, "Begins behind this path."),
                                new Field("limit", FieldType.INT, "How many to tell at most."))
                        .help("List the namespaces in this one.")
                        .on(Operation.LIST, call -> answer(list(call)))
                        .on(Operation.SCAN, call -> answer(scan(call)))
                        .build(),
                Endpoint.at("namespaces/(?<path>.+)", "path")
                        .fields(
                                PATH,
                                new Field(
                                        NamespaceMetadata.FIELD,
                                        FieldType.MAP,
                                        "What to write down about the namespace, as names and texts."),
                                new Field("seal", FieldType.TEXT, "Refused: namespaces have no seal of their own."),
                                new Field("pgp_keys", FieldType.COMMA_LIST, "Accepted, and means nothing."))
                        .help("Create, change, read or delete a namespace.")
                        .on(Operation.READ, call -> answer(read(call)))
                        .on(Operation.UPDATE, this::write)
                        .on(Operation.PATCH, this::patch)
                        .on(Operation.DELETE, this::delete)
                        .build(),
                Endpoint.at("internal/ui/namespaces")
                        .access(Endpoint.Access.OPTIONAL_TOKEN)
                        .help("List the namespaces in this one that the caller can use.")
                        .on(Operation.READ, call -> answer(visible(call)))
                        .build());
    }

    private static Future<Answer> answer(Answer answer) {
        return Future.succeededFuture(answer);
    }

    private static View view(Call call) {
        return call.found(View.class);
    }

    private static NamespaceTree tree(Call call) {
        return NamespaceTree.of(view(call));
    }

    private static String name(Call call) {
        return NamespaceName.of(call.captured("path"));
    }

    private static Answer list(Call call) {
        return keys(call, tree(call).below(Namespace.of(call)).stream());
    }

    private static Answer scan(Call call) {
        Answer.Keys found = keys(call, tree(call).allBelow(Namespace.of(call)));
        return found.keys().isEmpty() ? Answer.data(json -> {}) : found;
    }

    /** All of them, or a page: {@code limit} of those behind {@code after} (N2). */
    private static Answer.Keys keys(Call call, Stream<Namespace> namespaces) {
        String here = Namespace.of(call).path();
        String after = call.parameters().text("after").orElse("");
        long limit = call.parameters().integer("limit").orElse(0);
        Map<String, JsonFields> keyToInfo = new LinkedHashMap<>();
        namespaces
                .filter(each -> PerNamespace.ORDER.compare(each.path().substring(here.length()), after) > 0)
                .limit(limit > 0 ? limit : Long.MAX_VALUE)
                .forEach(each ->
                        keyToInfo.put(each.path().substring(here.length()), NamespaceWire.namespace(view(call), each)));
        return new Answer.Keys(List.copyOf(keyToInfo.keySet()), keyToInfo, "", List.of());
    }

    private static Answer visible(Call call) {
        if (call.request().token().isEmpty()) {
            throw Fault.of(403, "client token empty");
        }
        Reach reach = call.found(Reach.class);
        List<String> names = tree(call).below(Namespace.of(call)).stream()
                .map(Namespace::name)
                .filter(reach::touches)
                .toList();
        return Answer.data(json -> {
            if (!names.isEmpty()) {
                JsonOutput.strings(json, "keys", names);
            }
        });
    }

    private static Answer read(Call call) {
        return NamespaceCommands.find(view(call), Namespace.of(call), name(call))
                .map(namespace -> shown(call, namespace))
                .orElse(Answer.notFound());
    }

    private static Answer shown(Call call, Namespace namespace) {
        return Answer.data(NamespaceWire.namespace(view(call), namespace));
    }

    private Future<Answer> write(Call call) {
        String name = name(call);
        refuseSeal(call);
        Map<String, String> metadata = NamespaceMetadata.replacing(call.parameters());
        Namespace parent = Namespace.of(call);
        return control.commit(Grant.of(call)
                        .confirming(view -> NamespaceCommands.write(view, parent, name, metadata, contents, random)))
                .map(namespace -> shown(call, namespace));
    }

    /** A namespace that cannot be sealed must not look as if it could (N9). */
    private static void refuseSeal(Call call) {
        if (call.parameters().text("seal").filter(seal -> !seal.isEmpty()).isPresent()) {
            throw Fault.badRequest("sealable namespaces are not supported");
        }
    }

    private Future<Answer> patch(Call call) {
        String name = name(call);
        UnaryOperator<Map<String, String>> patch = before -> NamespaceMetadata.patched(
                before, call.parameters(), call.request().raw());
        NamespaceMetadata.check(call.parameters(), call.request().raw());
        Namespace parent = Namespace.of(call);
        return control.commit(Grant.of(call).confirming(view -> NamespaceCommands.patch(view, parent, name, patch)))
                .map(namespace -> shown(call, namespace));
    }

    private Future<Answer> delete(Call call) {
        String name = name(call);
        Namespace parent = Namespace.of(call);
        return control.commit(Grant.of(call).confirming(view -> NamespaceCommands.taint(view, parent, name)))
                .compose(doomed -> doomed.isEmpty()
                        ? answer(new Answer.Done(List.of("requested namespace does not exist")))
                        : finished(doomed.get()).map(inProgress()));
    }

    /** Most deletions have ended by then; the others end after the answer, on this node or another. */
    private Future<Void> finished(Namespace doomed) {
        return deletion.finish(doomed.id())
                .onSuccess(gone -> sweep.run())
                .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .otherwiseEmpty();
    }

    private static Answer inProgress() {
        return Answer.data(json -> json.writeStringField("status", "in-progress"));
    }
}
