package io.portcullis.clients;

import java.util.List;

/** The calls of a {@link ProcessClient} about lockouts. */
record ProcessLockouts(ProcessClient client) implements LockoutClient {

    @Override
    public void tune(Session session, String mount, int threshold, long seconds) {
        client.call(session, "tune_lockout", mount, threshold, seconds);
    }

    @Override
    public String accessor(Session session, String mount) {
        return client.call(session, "accessor", mount).asText();
    }

    @Override
    public List<String> locked(Session session, String accessor) {
        return ProcessClient.texts(client.call(session, "locked", accessor));
    }

    @Override
    public void unlock(Session session, String accessor, String name) {
        client.call(session, "unlock", accessor, name);
    }
}
