package io.portcullis.system;

import com.fasterxml.jackson.core.JsonGenerator;
import io.portcullis.control.View;
import io.portcullis.http.Answer;
import io.portcullis.http.Call;
import io.portcullis.http.Endpoint;
import io.portcullis.http.JsonOutput;
import io.portcullis.http.Operation;
import io.portcullis.policy.Acl;
import io.portcullis.policy.Capability;
import io.portcullis.policy.Permission;
import io.portcullis.token.Caller;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code sys/internal/ui/resultant-acl}: all that the caller's policies say together. Spec of the system, 3.15. */
public final class ResultantAclRoutes {

    private ResultantAclRoutes() {}

    /** The endpoint below {@code sys/}. */
    public static List<Endpoint> endpoints() {
        return List.of(Endpoint.at("internal/ui/resultant-acl")
                .help("Tell what the caller's policies allow together.")
                .on(Operation.READ, call -> Future.succeededFuture(resultant(call)))
                .build());
    }

    private static Answer resultant(Call call) {
        Acl acl = Caller.of(call).entry().acl(call.found(View.class));
        return Answer.data(json -> {
            if (!acl.isRoot()) {
                rules(json, "exact_paths", acl.exactRules());
                rules(json, "glob_paths", acl.globRules());
            }
            json.writeBooleanField("root", acl.isRoot());
        });
    }

    private static void rules(JsonGenerator json, String name, Map<String, Permission> pathToPermission)
            throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, Permission> each : pathToPermission.entrySet()) {
            json.writeObjectFieldStart(each.getKey());
            permission(json, each.getValue());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void permission(JsonGenerator json, Permission permission) throws IOException {
        parameters(json, "allowed_parameters", permission.allowedParameters());
        JsonOutput.strings(
                json,
                "capabilities",
                permission.capabilities().stream().map(Capability::text).toList());
        parameters(json, "denied_parameters", permission.deniedParameters());
        seconds(json, "max_wrapping_ttl", permission.maxWrapping());
        seconds(json, "min_wrapping_ttl", permission.minWrapping());
        if (!permission.requiredParameters().isEmpty()) {
            JsonOutput.strings(json, "required_parameters", permission.requiredParameters());
        }
    }

    private static void parameters(JsonGenerator json, String name, Map<String, List<@Nullable Object>> nameToValues)
            throws IOException {
        if (nameToValues.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, List<@Nullable Object>> each : nameToValues.entrySet()) {
            json.writeFieldName(each.getKey());
            JsonOutput.value(json, each.getValue());
        }
        json.writeEndObject();
    }

    private static void seconds(JsonGenerator json, String name, Duration duration) throws IOException {
        if (!duration.isZero()) {
            json.writeNumberField(name, duration.toSeconds());
        }
    }
}
