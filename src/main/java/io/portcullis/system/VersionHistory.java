package io.portcullis.system;

import io.portcullis.control.Change;
import io.portcullis.control.ControlWriter;
import io.portcullis.control.View;
import io.portcullis.version.Version;
import io.vertx.core.Future;
import java.time.Instant;

/** The record of the versions of ours that have served a store. */
public final class VersionHistory {

    private VersionHistory() {}

    /** Enters the version that runs here, unless it is there. */
    public static Future<Void> note(View view, ControlWriter writer) {
        return isThere(view)
                ? Future.succeededFuture()
                : writer.commit(now -> {
                    Change<Void> change = Change.withoutResult();
                    if (!isThere(now)) {
                        enter(change, now.time());
                    }
                    return change;
                });
    }

    private static boolean isThere(View view) {
        return view.snapshot().part(StoreFacts.KIND).knows(Version.wire());
    }

    static void enter(Change<?> change, Instant now) {
        StoreFacts.put(change, new StoreFacts.Installed(Version.wire(), Version.buildDate(), now));
    }
}
