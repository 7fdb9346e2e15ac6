package io.portcullis.lockout;

import io.portcullis.control.View;
import io.portcullis.field.Field;
import io.portcullis.field.FieldType;
import io.portcullis.http.Answer;
import io.portcullis.http.Call;
import io.portcullis.http.Endpoint;
import io.portcullis.http.Operation;
import io.portcullis.mount.Username;
import io.portcullis.namespace.Namespace;
import io.portcullis.redis.RedisGateway;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/**
 * {@code sys/locked-users}: who is locked, and unlocking: spec of userpass, section 5. A listing names only who is locked by the settings of
 * now, and tells of the namespace that was asked and those below it; everything else goes no further than the mounts of that namespace. In the first
 * namespace also those of namespaces that were deleted.
 *
 * <p>Ours: {@code limit} and {@code after} make a page of the names of each mount that is listed; the counts stay those of all. For more of a
 * mount, ask its namespace with its accessor and the last name. Reading one name, and unlocking a whole mount, are ours, too.
 */
public final class LockedUserRoutes {

    private static final String ACCESSOR = "mount_accessor";
    private static final String ALIAS = "alias_identifier";
    private static final String UNLOCK = "unlock";
    private static final Field ACCESSOR_FIELD = new Field(ACCESSOR, FieldType.TEXT, "The accessor of the mount.");
    private static final Field ALIAS_FIELD = new Field(ALIAS, FieldType.TEXT, "The name of the account.");
    private static final String OF_MOUNT = "locked-users/(?<mountaccessor>[^/]+)/";

    private final LockedMounts mounts;
    private final CountedStore counted;
    private final Unlocking unlocking;

    /** Routes for one event loop. */
    public LockedUserRoutes(LockoutRules rules, RedisGateway redis, LockEvents events) {
        this.mounts = new LockedMounts(rules);
        this.counted = new CountedStore(redis);
        this.unlocking = new Unlocking(redis, counted, events);
    }

    /** The endpoints below {@code sys/}. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.at("locked-users")
                        .fields(
                                ACCESSOR_FIELD,
                                new Field("after", FieldType.TEXT, "Begins behind this name."),
                                new Field("limit", FieldType.INT, "How many to tell at most."))
                        .help("List the locked users of this namespace and those below it.")
                        .on(Operation.READ, this::list)
                        .build(),
                Endpoint.at("locked-users/(?<mountaccessor>.+?)/unlock/(?<aliasidentifier>.+)", ACCESSOR, ALIAS)
                        .fields(ACCESSOR_FIELD, ALIAS_FIELD)
                        .help("Unlock a user.")
                        .on(Operation.UPDATE, this::unlock)
                        .build(),
                Endpoint.at(OF_MOUNT + UNLOCK, ACCESSOR)
                        .fields(ACCESSOR_FIELD)
                        .help("Unlock all users of a mount.")
                        .on(Operation.READ, call -> read(call, UNLOCK))
                        .on(Operation.UPDATE, this::unlockAll)
                        .build(),
                Endpoint.at(OF_MOUNT + "(?<aliasidentifier>[^/]+)", ACCESSOR, ALIAS)
                        .fields(ACCESSOR_FIELD, ALIAS_FIELD)
                        .help("Tell why a user is locked, and how long.")
                        .on(Operation.READ, call -> read(call, call.captured(ALIAS)))
                        .build());
    }

    private Future<Answer> list(Call call) {
        View view = view(call);
        Namespace here = Namespace.of(call);
        String accessor = call.parameters().text(ACCESSOR).orElse("");
        boolean one = !accessor.isEmpty();
        List<LockoutMount> shown = one
                ? List.of(mounts.find(view, here, accessor).orElse(LockoutMount.none(here, accessor)))
                : mounts.below(view, here);
        LockedListing listing = new LockedListing(counted, new Judgement(view), shown, page(call));
        return Future.succeededFuture(new Answer.DataPages(new LockedUsersWire(listing, one)));
    }

    private static LockedListing.Page page(Call call) {
        long limit = call.parameters().integer("limit").orElse(0);
        return new LockedListing.Page(call.parameters().text("after").orElse(""), limit > 0 ? limit : Long.MAX_VALUE);
    }

    private Future<Answer> unlock(Call call) {
        Optional<Username> name = name(call.captured(ALIAS));
        return mount(call)
                .filter(found -> name.isPresent())
                .map(mount -> unlocking
                        .unlock(view(call).snapshot().seal(), mount, name.get())
                        .map(Answer.noContent()))
                .orElseGet(() -> Future.succeededFuture(Answer.noContent()));
    }

    private Future<Answer> unlockAll(Call call) {
        View view = view(call);
        return mount(call)
                .map(mount -> unlocking.unlockAll(view.snapshot().seal(), new Judgement(view), mount))
                .orElseGet(() -> Future.succeededFuture(0L))
                .map(LockedUserWire::unlocked)
                .map(Answer::data);
    }

    /** 404 for whom nothing is counted: nobody, or somebody whose failures are so long ago that the next begins anew. */
    private Future<Answer> read(Call call, String alias) {
        Optional<Username> name = name(alias);
        Optional<LockoutMount> mount =
                mount(call).filter(found -> name.isPresent() && found.settings().isPresent());
        if (mount.isEmpty()) {
            return Future.succeededFuture(Answer.notFound());
        }
        LockoutMount of = mount.get();
        long now = new Judgement(view(call)).millis();
        String text = name.get().text();
        return counted.find(of, name.get().bucket(of.buckets()), text)
                .map(found -> found.flatMap(account -> LockedUserWire.account(of, account, now))
                        .map(Answer::data)
                        .orElse(Answer.notFound()));
    }

    private Optional<LockoutMount> mount(Call call) {
        return mounts.find(view(call), Namespace.of(call), call.captured(ACCESSOR));
    }

    /** Empty for what can be nobody's name. */
    private static Optional<Username> name(String alias) {
        return alias.matches(Username.PATTERN) ? Optional.of(Username.of(alias)) : Optional.empty();
    }

    private static View view(Call call) {
        return call.found(View.class);
    }
}
