package io.portcullis.clients;

import java.util.ArrayList;
import java.util.List;

/** {@code bao auth tune}, and {@code bao read} and {@code bao write} of {@code sys/locked-users}. */
record BaoLockouts(BaoCommand bao) implements LockoutClient {

    @Override
    public void tune(Session session, String mount, int threshold, long seconds) {
        bao.run(
                session,
                "auth",
                "tune",
                "-user-lockout-threshold=" + threshold,
                "-user-lockout-duration=" + seconds + "s",
                "-user-lockout-counter-reset-duration=" + seconds + "s",
                mount + "/");
    }

    @Override
    public String accessor(Session session, String mount) {
        return bao.json(session, "read", "sys/auth/" + mount)
                .at("/data/accessor")
                .asText();
    }

    @Override
    public List<String> locked(Session session, String accessor) {
        List<String> names = new ArrayList<>();
        bao.json(session, "read", "sys/locked-users", "mount_accessor=" + accessor)
                .findValues("alias_identifiers")
                .forEach(found -> names.addAll(BaoCommand.texts(found)));
        return names;
    }

    @Override
    public void unlock(Session session, String accessor, String name) {
        bao.run(session, "write", "-force", "sys/locked-users/" + accessor + "/unlock/" + name);
    }
}
