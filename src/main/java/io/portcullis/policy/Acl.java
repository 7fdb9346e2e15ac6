package io.portcullis.policy;

import java.util.List;

/** Stub. */
public final class Acl {
    private final boolean root;

    Acl(boolean root) {
        this.root = root;
    }

    public boolean isRoot() {
        return root;
    }

    public Permission permission(String path, boolean lists) {
        return new Permission(root, path);
    }

    public List<String> capabilities(String path) {
        return List.of(root ? "root" : "deny");
    }

    public boolean touches(String path) {
        return root || "auth/token/".startsWith(path);
    }
}
