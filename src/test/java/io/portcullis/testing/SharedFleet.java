package io.portcullis.testing;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test class the {@link Fleet} of the suite: two nodes, started at first use, ended with the suite. Test classes run side
 * by side on it, so each keeps to mounts of its own.
 */
public final class SharedFleet implements ParameterResolver {

    private static final int NODES = 2;

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Fleet.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SharedFleet.class))
                .getOrComputeIfAbsent(Fleet.class, key -> Fleet.start(NODES), Fleet.class);
    }
}
