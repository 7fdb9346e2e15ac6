package io.portcullis.policy;

import io.portcullis.control.Change;
import io.portcullis.control.View;
import io.portcullis.fault.Fault;
import io.portcullis.field.Parameters;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What can be done to policies: pure functions of a view of the control plane, for {@code ControlWriter.commit}. Spec of the system,
 * 3.19.
 *
 * <p>One that has ended is as good as absent: what is written over it starts at version 1, and need not name a version even if it
 * had to before. Its entry stays until it is overwritten or deleted; nothing takes it away in the background.
 */
final class PolicyCommands {

    private static final long MUST_BE_NEW = -1;

    private PolicyCommands() {}

    /** The policy of a name, built in or stored, if there is one that has not ended. */
    static Optional<Policy> find(View view, String namespaceId, String name) {
        return BuiltInPolicies.of(namespaceId, name).or(() -> stored(view, namespaceId, name, view.time()));
    }

    private static Optional<Policy> stored(View view, String namespaceId, String name, Instant now) {
        return view.snapshot().part(PolicyTable.KIND).find(namespaceId, name, now);
    }

    /**
     * Makes a policy or replaces it as a whole: POST and PUT.
     *
     * @param text the text that was sent, null when none was
     * @throws Fault 400 when the fields make no policy, the policy cannot be changed, or its version is another one
     */
    static Change<Void> write(View view, String namespaceId, String name, @Nullable SentText text, Parameters given) {
        Policy blank = new Policy(namespaceId, name, "", 0, false, null, null, false, false);
        Policy wanted = PolicyFields.over(blank, text, given, view.time());
        checkMutable("update", name);
        Optional<Policy> old = stored(view, namespaceId, name, view.time());
        OptionalLong version = given.integer("cas");
        if (version.isEmpty()
                && (wanted.casRequired() || old.filter(Policy::casRequired).isPresent())) {
            throw Fault.badRequest("check-and-set parameter required for this call");
        }
        return put(wanted, old.map(Policy::version).orElse(0L), version, view.time());
    }

    /**
     * Changes the fields that were given, and leaves the others: PATCH. It never has to name a version.
     *
     * @param text the text that was sent, null when none was
     * @throws Fault 400 as {@link #write}, and when there is no such policy
     */
    static Change<Void> patch(View view, String namespaceId, String name, @Nullable SentText text, Parameters given) {
        Policy old = find(view, namespaceId, name).orElseThrow(() -> Fault.badRequest("policy not found"));
        Policy wanted = PolicyFields.over(old, text, given, view.time());
        checkMutable("update", name);
        return put(wanted, old.version(), given.integer("cas"), view.time());
    }

    private static Change<Void> put(Policy wanted, long oldVersion, OptionalLong expected, Instant now) {
        if (expected.isPresent()) {
            checkVersion(expected.getAsLong(), oldVersion);
        }
        Policy written = wanted.written(oldVersion + 1, now);
        return Change.withoutResult()
                .put(
                        PolicyTable.KIND,
                        PolicyTable.key(written.namespaceId(), written.name()),
                        PolicyTable.encode(written));
    }

    private static void checkVersion(long expected, long current) {
        if (expected == MUST_BE_NEW && current > 0) {
            throw Fault.badRequest("check-and-set parameter set to -1 on existing entry");
        }
        if (expected != MUST_BE_NEW && expected != current) {
            throw Fault.badRequest(
                    "check-and-set parameter " + expected + " did not match the current version " + current);
        }
    }

    private static void checkMutable(String verb, String name) {
        if (name.equals(BuiltInPolicies.ROOT) || name.equals(BuiltInPolicies.RESPONSE_WRAPPING)) {
            throw Fault.badRequest("cannot " + verb + " \"" + name + "\" policy");
        }
    }

    /**
     * Deletes a policy, also one that has ended: DELETE. Nothing of that name is nothing to do.
     *
     * @throws Fault 400 when the policy cannot be deleted
     */
    static Change<Void> delete(View view, String namespaceId, String name) {
        checkMutable("delete", name);
        if (name.equals(BuiltInPolicies.DEFAULT)) {
            throw Fault.badRequest("cannot delete default policy");
        }
        Change<Void> change = Change.withoutResult();
        return stored(view, namespaceId, name, Instant.MIN).isPresent()
                ? change.delete(PolicyTable.KIND, PolicyTable.key(namespaceId, name))
                : change;
    }
}
