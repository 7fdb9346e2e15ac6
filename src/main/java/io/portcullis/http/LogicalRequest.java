package io.portcullis.http;

import io.portcullis.address.IpAddress;
import io.portcullis.field.RawParameters;
import java.util.function.BooleanSupplier;

/**
 * A request as the pipeline sees it: parsed, not yet authenticated.
 *
 * @param id names the request in the answer and in the logs
 * @param operation what is wanted
 * @param namespacePath the namespace that the path is in, with a final slash; empty for the first. As named by the header until the pipeline has found
 *     out how much of the path leads further down
 * @param path in the namespace, decoded once; what is authorised is what is executed
 * @param raw the parameters as sent
 * @param client the address that sent it, behind trusted proxies
 * @param token the client's token; empty if none was sent
 * @param abandoned whether the client has gone; may be asked from any thread
 */
public record LogicalRequest(
        String id,
        Operation operation,
        String namespacePath,
        String path,
        RawParameters raw,
        IpAddress client,
        String token,
        BooleanSupplier abandoned) {

    /** The same request in the namespace that it is for, its path in its one spelling. */
    public LogicalRequest at(String namespace, String spelled) {
        return spelled.equals(path) && namespace.equals(namespacePath)
                ? this
                : new LogicalRequest(id, operation, namespace, spelled, raw, client, token, abandoned);
    }

    /** The path from the first namespace on: what the policies see. */
    public String absolutePath() {
        return namespacePath.isEmpty() ? path : namespacePath + path;
    }

    /** Operation and id: path, parameters and token are the client's. */
    @Override
    public String toString() {
        return "LogicalRequest(" + operation + " " + id + ")";
    }
}
