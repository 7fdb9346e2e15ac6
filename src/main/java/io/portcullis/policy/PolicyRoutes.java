package io.portcullis.policy;

import io.portcullis.control.ControlWriter;
import io.portcullis.control.Grant;
import io.portcullis.control.View;
import io.portcullis.field.Field;
import io.portcullis.field.FieldType;
import io.portcullis.http.Answer;
import io.portcullis.http.Call;
import io.portcullis.http.Endpoint;
import io.portcullis.http.JsonFields;
import io.portcullis.http.Operation;
import io.portcullis.namespace.Namespace;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code sys/policies/acl}, {@code sys/policies/detailed/acl} and the older {@code sys/policy}: spec of the system, 3.19. */
public final class PolicyRoutes {

    private static final Field NAME = new Field("name", FieldType.TEXT, "The folder.");
    private static final Field LIST = new Field("list", FieldType.BOOL, "Lists what is there.");

    private final ControlWriter control;

    /** Routes that change policies through the given writer. */
    public PolicyRoutes(ControlWriter control) {
        this.control = control;
    }

    /** The endpoints below {@code sys/}. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.at("policies/acl/?")
                        .help("List the policies.")
                        .on(Operation.LIST, call -> answer(Answer.keys(names(all(call)))))
                        .build(),
                Endpoint.at("policies/acl/(?<name>.+)", "name")
                        .fields(PolicyFields.ALL)
                        .help("Read, write, change or delete a policy, or list those of a folder.")
                        .on(Operation.LIST, call -> answer(Answer.keys(names(below(call)))))
                        .on(Operation.READ, call -> read(call, policy -> Answer.data(PolicyWire.policy(policy))))
                        .on(Operation.UPDATE, this::write)
                        .on(Operation.PATCH, this::patch)
                        .on(Operation.DELETE, this::delete)
                        .build(),
                Endpoint.at("policies/detailed/acl/?")
                        .fields(LIST)
                        .help("List the policies with all that they say.")
                        .on(Operation.LIST, call -> answer(detailed(all(call))))
                        .build(),
                Endpoint.at("policies/detailed/acl/(?<name>.+)", "name")
                        .fields(NAME, LIST)
                        .help("List the policies of a folder with all that they say.")
                        .on(
                                Operation.LIST,
                                call -> answer(
                                        detailed(Namespace.of(call).isRoot() ? withRoot(below(call)) : below(call))))
                        .build(),
                Endpoint.at("policy/?")
                        .help("List the policies.")
                        .on(Operation.READ, call -> answer(legacyKeys(all(call))))
                        .on(Operation.LIST, call -> answer(legacyKeys(all(call))))
                        .build(),
                Endpoint.at("policy/(?<name>.+)", "name")
                        .fields(PolicyFields.LEGACY)
                        .help("Read, write or delete a policy, or list those of a folder.")
                        .on(Operation.LIST, call -> answer(legacyKeys(below(call))))
                        .on(
                                Operation.READ,
                                call -> read(call, policy -> Answer.repeatedData(PolicyWire.legacy(policy))))
                        .on(Operation.UPDATE, this::writeLegacy)
                        .on(Operation.DELETE, this::delete)
                        .build());
    }

    private static Future<Answer> answer(Answer answer) {
        return Future.succeededFuture(answer);
    }

    private static String name(Call call) {
        return PolicyName.checked(call.captured("name"));
    }

    private static String folder(Call call) {
        String folder = call.captured("name");
        return PolicyName.checked(folder.substring(0, folder.length() - 1)) + "/";
    }

    private static @Nullable SentText text(Call call) {
        return call.parameters().text("policy").map(SentText::new).orElse(null);
    }

    private static List<Policy> stored(Call call) {
        View view = call.found(View.class);
        return view.snapshot().part(PolicyTable.KIND).of(Namespace.of(call).id(), view.time());
    }

    private static List<Policy> all(Call call) {
        return Namespace.of(call).isRoot() ? withRoot(stored(call)) : stored(call);
    }

    private static List<Policy> withRoot(List<Policy> policies) {
        return Stream.concat(policies.stream(), Stream.of(BuiltInPolicies.root(Namespace.ROOT_ID)))
                .toList();
    }

    private static List<Policy> below(Call call) {
        String folder = folder(call);
        return stored(call).stream()
                .filter(policy -> policy.name().startsWith(folder))
                .toList();
    }

    private static List<String> names(List<Policy> policies) {
        return policies.stream().map(Policy::name).toList();
    }

    private static Answer detailed(List<Policy> policies) {
        Map<String, JsonFields> nameToPolicy = new LinkedHashMap<>();
        policies.forEach(policy -> nameToPolicy.put(policy.name(), PolicyWire.policy(policy)));
        return new Answer.Keys(names(policies), nameToPolicy, "", List.of());
    }

    private static Answer legacyKeys(List<Policy> policies) {
        return new Answer.Keys(names(policies), Map.of(), "policies", List.of());
    }

    private static Future<Answer> read(Call call, Function<Policy, Answer> found) {
        return answer(
                PolicyCommands.find(call.found(View.class), Namespace.of(call).id(), name(call))
                        .map(found)
                        .orElseGet(Answer::notFound));
    }

    private Future<Answer> write(Call call) {
        return write(call, text(call), Answer.noContent());
    }

    private Future<Answer> writeLegacy(Call call) {
        SentText text = text(call);
        String rules = call.parameters().text("rules").orElse("");
        return text != null && !text.isEmpty() || rules.isEmpty()
                ? write(call, text, Answer.noContent())
                : write(
                        call,
                        new SentText(rules),
                        new Answer.Done(List.of("'rules' is deprecated, please use 'policy' instead")));
    }

    private Future<Answer> write(Call call, @Nullable SentText text, Answer written) {
        String name = name(call);
        return control.commit(Grant.of(call)
                        .confirming(view ->
                                PolicyCommands.write(view, Namespace.of(call).id(), name, text, call.parameters())))
                .map(written);
    }

    private Future<Answer> patch(Call call) {
        String name = name(call);
        SentText text = text(call);
        return control.commit(Grant.of(call)
                        .confirming(view ->
                                PolicyCommands.patch(view, Namespace.of(call).id(), name, text, call.parameters())))
                .map(new Answer.Done(List.of()));
    }

    private Future<Answer> delete(Call call) {
        String name = name(call);
        return control.commit(Grant.of(call)
                        .confirming(view ->
                                PolicyCommands.delete(view, Namespace.of(call).id(), name)))
                .map(Answer.noContent());
    }
}
