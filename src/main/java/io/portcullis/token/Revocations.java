package io.portcullis.token;

import io.portcullis.control.Kind;
import io.portcullis.control.View;
import io.portcullis.mount.MountTable;
import io.portcullis.namespace.NamespaceTree;
import io.portcullis.seal.RecordJson;
import io.portcullis.seal.RecordKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;

/**
 * What was revoked by path: a part of the control plane's snapshot, so that one commit ends any number of tokens, on every node at
 * once (invariant T1).
 *
 * <p>A token that was handed out before a revocation was answered must count as issued before it, and one that is asked for
 * afterwards must not. Clocks cannot tell that, so the revocation reaches {@link #REACH} beyond its commit, and a token that is made
 * by a view with the revocation is dated after it. Whoever makes one across that time is told by the last look.
 */
public final class Revocations {

    /** The kind of entry that they are; its keys are {@code <namespace id>/<prefix>/}. */
    public static final Kind<Revocations> KIND = new RevocationKind();

    /** How far a revocation reaches beyond the time at which it was decided. */
    static final Duration REACH = Duration.ofSeconds(5);

    private static final RecordJson<Revocation> JSON = new RecordJson<>(Revocation.class);
    private static final Duration STEP = Duration.ofNanos(1_000);

    private final HashPMap<String, Revocation> keyToRevocation;
    private final Instant latest;

    private Revocations(HashPMap<String, Revocation> keyToRevocation, Instant latest) {
        this.keyToRevocation = keyToRevocation;
        this.latest = latest;
    }

    /** Whether a token is void by this view: revoked by its path, or its mount or namespace gone. Its end and ancestors are not looked at. */
    static boolean isVoid(View view, TokenEntry entry) {
        boolean open = NamespaceTree.of(view).isOpen(entry.namespaceId());
        boolean mounted = view.snapshot()
                .part(MountTable.KIND)
                .withAccessor(entry.origin().mountAccessor())
                .isPresent();
        return !open || !mounted || view.snapshot().part(KIND).covers(entry);
    }

    private boolean covers(TokenEntry entry) {
        Instant upTo = upTo(entry.namespaceId(), entry.leasePath());
        return upTo != null && !entry.lease().issuedAt().isAfter(upTo);
    }

    /** The date of a token that is made by this view at a path: now, or right after what was revoked there. */
    public static Instant issueTime(View view, String namespaceId, String leasePath, Instant now) {
        Instant upTo = view.snapshot().part(KIND).upTo(namespaceId, leasePath);
        return upTo == null || now.isAfter(upTo) ? now : upTo.plus(STEP);
    }

    /** The latest instant up to which tokens of a path are void. */
    private @Nullable Instant upTo(String namespaceId, String path) {
        if (keyToRevocation.isEmpty()) {
            return null;
        }
        String whole = namespaceId + "/" + path + "/";
        Instant upTo = null;
        for (int slash = whole.indexOf('/', namespaceId.length() + 1); slash >= 0; ) {
            Revocation found = keyToRevocation.get(whole.substring(0, slash + 1));
            if (found != null && (upTo == null || found.issuedUpTo().isAfter(upTo))) {
                upTo = found.issuedUpTo();
            }
            slash = whole.indexOf('/', slash + 1);
        }
        return upTo;
    }

    /** Up to when a revocation that is decided now must reach: also beyond those tokens that were dated after another one. */
    Instant reach(Instant now) {
        Instant usual = now.plus(REACH);
        Instant beyond = latest.plus(STEP).plus(STEP);
        return usual.isAfter(beyond) ? usual : beyond;
    }

    /** Some that are over. */
    List<Revocation> over(Instant now, int most) {
        return keyToRevocation.values().stream()
                .filter(revocation -> revocation.isOver(now))
                .limit(most)
                .toList();
    }

    /** Some of those in a namespace. */
    List<Revocation> of(String namespaceId, int most) {
        return keyToRevocation.values().stream()
                .filter(revocation -> revocation.namespaceId().equals(namespaceId))
                .limit(most)
                .toList();
    }

    /** The one of exactly this directory. */
    Optional<Revocation> at(String namespaceId, String prefix) {
        return Optional.ofNullable(keyToRevocation.get(namespaceId + "/" + prefix));
    }

    static byte[] encode(Revocation revocation) {
        return JSON.encode(revocation);
    }

    private static final class RevocationKind implements Kind<Revocations> {

        @Override
        public String name() {
            return "revocations";
        }

        @Override
        public RecordKind record() {
            return RecordKind.REVOCATION;
        }

        @Override
        public Revocations empty() {
            return new Revocations(HashTreePMap.empty(), Instant.EPOCH);
        }

        @Override
        public Revocations put(Revocations part, String key, byte[] plain) {
            Revocation revocation = JSON.decode(plain);
            Instant upTo = revocation.issuedUpTo();
            return new Revocations(
                    part.keyToRevocation.plus(key, revocation), upTo.isAfter(part.latest) ? upTo : part.latest);
        }

        @Override
        public Revocations remove(Revocations part, String key) {
            return new Revocations(part.keyToRevocation.minus(key), part.latest);
        }
    }
}
