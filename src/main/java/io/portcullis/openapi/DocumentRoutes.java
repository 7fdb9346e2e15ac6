package io.portcullis.openapi;

import io.portcullis.control.View;
import io.portcullis.field.Field;
import io.portcullis.field.FieldType;
import io.portcullis.http.Answer;
import io.portcullis.http.Call;
import io.portcullis.http.Endpoint;
import io.portcullis.http.Endpoints;
import io.portcullis.http.Operation;
import io.portcullis.http.Reach;
import io.portcullis.mount.MountEntry;
import io.portcullis.mount.MountTable;
import io.portcullis.namespace.Namespace;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code sys/internal/specs/openapi}: the document of the mounts that the caller can touch, and of those that are listed for strangers. Spec of
 * the system, 3.16.
 */
public final class DocumentRoutes {

    private static final Field GENERIC = new Field(
            "generic_mount_paths", FieldType.BOOL, "Has one set of paths for all mounts of a type, with a parameter.");
    private static final Field CONTEXT = new Field("context", FieldType.TEXT, "Accepted, and means nothing.");

    private final Endpoints sys;
    private final List<PathItem> sysItems;
    private final Map<String, List<PathItem>> typeToItems = new HashMap<>();

    /**
     * A document of these.
     *
     * @param others those of {@code sys/} without the one that is here
     * @param typeToEndpoints those of each type of mount
     */
    public DocumentRoutes(Endpoints others, Map<String, Endpoints> typeToEndpoints) {
        this.sys = others.and(endpoints());
        this.sysItems = PathItem.all(sys);
        typeToEndpoints.forEach((type, endpoints) -> typeToItems.put(type, PathItem.all(endpoints)));
    }

    /** All endpoints of {@code sys/}. */
    public Endpoints sys() {
        return sys;
    }

    /** The endpoint that is here. */
    public List<Endpoint> endpoints() {
        Endpoint.Handler handler = call -> Future.succeededFuture(document(call));
        return List.of(Endpoint.at("internal/specs/openapi")
                .access(Endpoint.Access.OPTIONAL_TOKEN)
                .fields(CONTEXT, GENERIC)
                .help("Describe what the caller can see, for programs: an OpenAPI document.")
                .on(Operation.READ, handler)
                .on(Operation.UPDATE, handler)
                .build());
    }

    private Answer document(Call call) {
        boolean generic = call.parameters().bool(GENERIC.name()).orElse(false);
        Reach reach = call.found(Reach.class);
        Document document = new Document();
        Set<String> added = new HashSet<>();
        MountTable mounts = call.found(View.class).snapshot().part(MountTable.KIND);
        for (MountEntry mount : mounts.of(Namespace.of(call).id())) {
            if (isVisible(mount, reach)) {
                List<PathItem> items = typeToItems.getOrDefault(mount.type(), List.of());
                if (!generic || mount.type().equals(MountEntry.TOKEN)) {
                    document.addMount(mount.path(), items, mount.type());
                } else if (added.add(mount.type())) {
                    document.addMounts(
                            items,
                            mount.type(),
                            mount.path().substring(0, mount.path().length() - 1));
                }
            }
        }
        return (reach.touches("sys/") ? document.with("/sys/", sysItems) : document).answer();
    }

    private static boolean isVisible(MountEntry mount, Reach reach) {
        return mount.config().listingVisibility().equals("unauth") || reach.touches("auth/" + mount.path());
    }
}
