package io.portcullis.system;

import io.portcullis.control.ControlWriter;
import io.portcullis.control.Grant;
import io.portcullis.control.View;
import io.portcullis.field.Field;
import io.portcullis.field.FieldType;
import io.portcullis.http.Answer;
import io.portcullis.http.Call;
import io.portcullis.http.Endpoint;
import io.portcullis.http.Operation;
import io.portcullis.mount.MountMove;
import io.portcullis.mount.MountTable;
import io.portcullis.namespace.Namespace;
import io.portcullis.redis.RedisGateway;
import io.portcullis.seal.Place;
import io.portcullis.seal.RecordJson;
import io.portcullis.seal.RecordKind;
import io.portcullis.seal.Seal;
import io.portcullis.token.RevocationService;
import io.portcullis.token.TokenService;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * {@code sys/remount}: gives a mount another path in its namespace, with its accounts and its accessor; the tokens that it gave end. It is done when
 * it is answered; who asks how far it is gets an account of it for a day.
 */
public final class RemountRoutes {

    private static final Duration KEPT = Duration.ofDays(1);
    private static final String MIGRATION = "migration_id";
    private static final String STARTED =
            "Mount move has been queued. Progress will be reported in OpenBao's server log, tagged with the returned migration_id";
    private static final RecordJson<Move> JSON = new RecordJson<>(Move.class);

    private final RedisGateway redis;
    private final RevocationService revocations;

    /** What is remembered of a move, also whether it was seen to be done; paths from the first namespace on. */
    record Move(String accessor, String oldPath, String source, String target, boolean done) {

        static Move of(MountMove.Moved moved, boolean done) {
            return new Move(moved.mount().accessor(), moved.mount().path(), moved.source(), moved.target(), done);
        }
    }

    /** Routes that commit through the writer. */
    public RemountRoutes(RedisGateway redis, ControlWriter control, TokenService tokens) {
        this.redis = redis;
        this.revocations = new RevocationService(control, tokens);
    }

    /** The endpoints below {@code sys/}. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.at("remount")
                        .fields(
                                new Field("from", FieldType.TEXT, "The path of the mount, with auth/ before it."),
                                new Field("to", FieldType.TEXT, "The path that it gets, with auth/ before it."))
                        .help("Move a mount to another path of its namespace.")
                        .on(Operation.UPDATE, this::move)
                        .build(),
                Endpoint.at("remount/status/(?<migrationid>.+)", MIGRATION)
                        .fields(new Field(MIGRATION, FieldType.TEXT, "The id that the move was given."))
                        .help("Tell how far the move of a mount is.")
                        .on(Operation.READ, this::status)
                        .build());
    }

    private Future<Answer> move(Call call) {
        MountMove move = MountMove.of(
                Namespace.of(call),
                call.parameters().text("from").orElse(""),
                call.parameters().text("to").orElse(""));
        View view = call.found(View.class);
        move.decide(view);
        MountMove.Moved moved = move.by(view);
        String id = UUID.randomUUID().toString();
        String path = "auth/" + moved.mount().path();
        Seal seal = view.snapshot().seal();
        return remember(seal, id, Move.of(moved, false))
                .compose(remembered -> revocations.revokeBelow(
                        Grant.of(call), moved.namespace().id(), path.substring(0, path.length() - 1), move::decide))
                .compose(done -> remember(seal, id, Move.of(moved, true)))
                .map(done -> new Answer.Data(json -> json.writeStringField(MIGRATION, id), true, List.of(STARTED)));
    }

    private Future<Void> remember(Seal seal, String id, Move move) {
        byte[] sealed = seal.seal(Place.of(RecordKind.MOUNT_MOVE, id), JSON.encode(move));
        return redis.command("SET", redis.keys().move(id), sealed, "PX", KEPT.toMillis())
                .mapEmpty();
    }

    private Future<Answer> status(Call call) {
        String id = call.captured(MIGRATION);
        Namespace here = Namespace.of(call);
        if (!id.matches("[0-9a-f-]{36}")) {
            return Future.succeededFuture(Answer.notFound());
        }
        View view = call.found(View.class);
        return redis.get(redis.keys().move(id))
                .map(reply -> reply.bytes()
                        .map(bytes ->
                                JSON.decode(view.snapshot().seal().open(Place.of(RecordKind.MOUNT_MOVE, id), bytes)))
                        .filter(move -> move.source().startsWith(here.path()))
                        .map(move -> answer(view, id, move))
                        .orElse(Answer.notFound()));
    }

    private static Answer answer(View view, String id, Move move) {
        Optional<String> path = view.snapshot()
                .part(MountTable.KIND)
                .withAccessor(move.accessor())
                .map(mount -> mount.path());
        boolean failed = !move.done() && path.equals(Optional.of(move.oldPath()));
        String status = failed ? "failure" : "success";
        return Answer.data(json -> {
            json.writeStringField(MIGRATION, id);
            json.writeObjectFieldStart("migration_info");
            json.writeStringField("source_mount", move.source());
            json.writeStringField("target_mount", move.target());
            json.writeStringField("status", status);
            json.writeEndObject();
        });
    }
}
