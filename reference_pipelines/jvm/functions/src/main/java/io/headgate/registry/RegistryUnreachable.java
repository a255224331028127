package io.headgate.registry;

/** The schema registry gave no usable answer for so long that the job must stop; it restarts and nothing is lost. */
public final class RegistryUnreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RegistryUnreachable(String message, Throwable cause) {
        super(message, cause);
    }
}
