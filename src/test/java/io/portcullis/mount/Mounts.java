package io.portcullis.mount;

import io.portcullis.control.View;
import io.portcullis.control.Views;
import java.security.SecureRandom;
import java.util.Map;

/** Views of a control plane with some mounts. */
public final class Mounts {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Mounts() {}

    /** With the token store and mounts of type userpass at these paths. */
    public static View at(String... paths) {
        View view = Views.after(Views.empty(), now -> {
            var first = io.portcullis.control.Change.<Void>resultingIn(null);
            new MountContent().tokenMount(now.snapshot(), "root", first);
            return first;
        });
        for (String path : paths) {
            view = enabled(view, path, "userpass");
        }
        return view;
    }

    static View enabled(View view, String path, String type) {
        return Views.after(view, now -> MountCommands.enable(now, "root", wanted(path, type), RANDOM));
    }

    static MountCommands.Wanted wanted(String path, String type) {
        return new MountCommands.Wanted(path, type, "", MountConfig.UNTUNED, Map.of(), false, false, false);
    }

    static View disabled(View view, String path) {
        return Views.after(view, now -> MountCommands.disable(now, "root", path));
    }

    static MountTable table(View view) {
        return view.snapshot().part(MountTable.KIND);
    }
}
