package io.portcullis.bcrypt;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Makes kernels. Each is an instance of a hidden class of its own, a copy of {@link LaneKernel}: its states are a constant of the class,
 * which the compiler knows, and no two threads share one.
 */
final class Kernels {

    private static final String BYTECODE = "LaneKernel.class";

    private Kernels() {}

    /** A new one. */
    static Kernel fresh() {
        try (InputStream bytecode = Kernels.class.getResourceAsStream(BYTECODE)) {
            if (bytecode == null) {
                throw new IllegalStateException("there is no " + BYTECODE);
            }
            MethodHandles.Lookup copy = MethodHandles.lookup().defineHiddenClass(bytecode.readAllBytes(), true);
            return (Kernel) copy.findConstructor(copy.lookupClass(), MethodType.methodType(void.class))
                    .invoke();
        } catch (IOException | ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a kernel", e);
        } catch (Throwable e) {
            throw new IllegalStateException("cannot begin a kernel", e);
        }
    }
}
