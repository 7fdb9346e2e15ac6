package io.portcullis.http;

import io.portcullis.field.Parameters;
import java.util.Map;

/**
 * What a handler gets: an authorised request, its typed parameters, and what the pipeline found out on the way.
 *
 * <p>The pipeline's findings are looked up by their class: the view of the control plane, the caller's token, the mount. Each
 * feature offers a reader of its own for the ones that it owns.
 *
 * @param request the request
 * @param parameters its parameters under the endpoint's schema
 * @param captures what the endpoint's path captured
 * @param findings by class
 */
public record Call(
        LogicalRequest request, Parameters parameters, Map<String, String> captures, Map<Class<?>, Object> findings) {

    /** A captured part of the path, which the endpoint's pattern names. */
    public String captured(String name) {
        String value = captures.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the path captures no " + name);
        }
        return value;
    }

    /** What the pipeline found of this class; it is a bug to ask for what cannot be there. */
    public <T> T found(Class<T> type) {
        Object finding = findings.get(type);
        if (finding == null) {
            throw new IllegalArgumentException("the pipeline found no " + type.getSimpleName());
        }
        return type.cast(finding);
    }

    @Override
    public String toString() {
        return "Call(" + request + ")";
    }
}
