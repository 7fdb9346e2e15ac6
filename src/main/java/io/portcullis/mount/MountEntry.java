package io.portcullis.mount;

import io.portcullis.control.View;
import io.portcullis.http.Call;
import io.portcullis.namespace.Namespace;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One mount of an auth method.
 *
 * @param namespaceId the namespace that it is in; {@code root} for the first
 * @param path relative to {@code auth/}, with a final slash; may hold slashes and blanks
 * @param type {@code userpass} or {@code token}
 * @param description for people
 * @param accessor {@code auth_<type>_<8 hex digits>}, never used again after the mount
 * @param uuid random
 * @param config its tuning
 * @param options null when none were ever possible
 * @param local stored and shown
 * @param sealWrap stored and shown
 * @param externalEntropyAccess stored and shown
 * @param buckets over how many hash slots the accounts are spread; fixed for the life of the mount
 */
public record MountEntry(
        String namespaceId,
        String path,
        String type,
        String description,
        String accessor,
        String uuid,
        MountConfig config,
        @Nullable Map<String, String> options,
        boolean local,
        boolean sealWrap,
        boolean externalEntropyAccess,
        int buckets) {

    /** The type of the token store's mount. */
    public static final String TOKEN = "token";

    /** The type of mounts with names and passwords. */
    public static final String USERPASS = "userpass";

    /** Over how many slots a new mount spreads its accounts. */
    public static final int DEFAULT_BUCKETS = 16;

    /** The mount that a call is for. */
    public static MountEntry of(Call call) {
        return call.found(MountEntry.class);
    }

    /** Whether it is the token store of a namespace below the first: that has names of its own for the same things. */
    boolean isStoreOfChild() {
        return type.equals(TOKEN) && !namespaceId.equals(Namespace.ROOT_ID);
    }

    /** Its type as clients see it. */
    String shownType() {
        return isStoreOfChild() ? "ns_token" : type;
    }

    /** The same mount with other tuning. */
    public MountEntry with(MountConfig tuned, String described, @Nullable Map<String, String> optionsNow) {
        return new MountEntry(
                namespaceId,
                path,
                type,
                described,
                accessor,
                uuid,
                tuned,
                optionsNow,
                local,
                sealWrap,
                externalEntropyAccess,
                buckets);
    }

    /** The same mount at another path. */
    MountEntry at(String other) {
        return new MountEntry(
                namespaceId,
                other,
                type,
                description,
                accessor,
                uuid,
                config,
                options,
                local,
                sealWrap,
                externalEntropyAccess,
                buckets);
    }

    /** This mount as it is by a view; as it was, where it is no more. */
    public MountEntry by(View view) {
        return view.snapshot().part(MountTable.KIND).withAccessor(accessor).orElse(this);
    }
}
