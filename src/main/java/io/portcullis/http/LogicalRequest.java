package io.portcullis.http;

import io.portcullis.address.IpAddress;
import io.portcullis.field.RawParameters;
import java.util.function.BooleanSupplier;

/**
 * A request as the pipeline sees it: parsed, not yet authenticated.
 *
 * @param id names the request in the answer and in the logs
 * @param operation what is wanted
 * @param path below the namespace, decoded once; what is authorised is what is executed
 * @param raw the parameters as sent
 * @param client the address that sent it, behind trusted proxies
 * @param token the client's token; empty if none was sent
 * @param abandoned whether the client has gone; may be asked from any thread
 */
public record LogicalRequest(
        String id,
        Operation operation,
        String path,
        RawParameters raw,
        IpAddress client,
        String token,
        BooleanSupplier abandoned) {

    /** The same request, its path in its one spelling. */
    public LogicalRequest at(String spelled) {
        return spelled.equals(path) ? this : new LogicalRequest(id, operation, spelled, raw, client, token, abandoned);
    }

    /** Operation and id: path, parameters and token are the client's. */
    @Override
    public String toString() {
        return "LogicalRequest(" + operation + " " + id + ")";
    }
}
