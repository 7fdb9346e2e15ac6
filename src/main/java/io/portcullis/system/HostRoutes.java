package io.portcullis.system;

import io.portcullis.http.Answer;
import io.portcullis.http.Call;
import io.portcullis.http.Endpoint;
import io.portcullis.http.Operation;
import io.portcullis.version.Version;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.List;

/** {@code sys/host-info} and {@code sys/ha-status}: the machine of this node, and this node. Spec of the system, 3.7 and 3.9. */
public final class HostRoutes {

    private final Vertx vertx;
    private final Clock clock;
    private final String apiAddress;
    private final HostReading reading;

    /** @param apiAddress the URL by which clients reach this node; may be empty */
    public HostRoutes(Vertx vertx, Clock clock, String apiAddress) {
        this.vertx = vertx;
        this.clock = clock;
        this.apiAddress = apiAddress;
        this.reading = new HostReading(vertx);
    }

    /** The endpoints below {@code sys/}. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.at("host-info/?")
                        .help("Tell what machine this node runs on, as far as that can be seen.")
                        .on(Operation.READ, this::host)
                        .build(),
                Endpoint.at("ha-status")
                        .help("Tell of the node that answers: every node is active, and knows of no other.")
                        .on(Operation.READ, this::node)
                        .build());
    }

    private Future<Answer> host(Call call) {
        return hostName()
                .compose(name -> reading.read(name)
                        .map(host -> new Answer.Data(HostWire.host(host, clock.instant()), false, host.missing())));
    }

    private Future<Answer> node(Call call) {
        return hostName()
                .map(name -> Answer.repeatedData(json -> {
                    json.writeArrayFieldStart("nodes");
                    json.writeStartObject();
                    json.writeBooleanField("active_node", true);
                    json.writeStringField("api_address", apiAddress);
                    json.writeStringField("cluster_address", "");
                    json.writeStringField("hostname", name);
                    json.writeNullField("last_echo");
                    json.writeStringField("version", Version.wire());
                    json.writeEndObject();
                    json.writeEndArray();
                }));
    }

    /** It may take a look at the name service: not on an event loop. */
    private Future<String> hostName() {
        return vertx.executeBlocking(
                () -> ManagementFactory.getRuntimeMXBean().getName().replaceFirst("^\\d+@", ""), false);
    }
}
