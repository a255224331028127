package io.headgate.flink;

import io.headgate.crypto.Keyring;
import io.headgate.registry.RegistrySettings;
import java.nio.file.Path;
import org.apache.flink.table.functions.FunctionContext;

/** The functions' surroundings, from the job's global parameters. Secrets come as file names only. */
final class JobParameters {
    static final String REGISTRY_URL = "headgate.registry.url";
    static final String REGISTRY_AUTH_FILE = "headgate.registry.auth.file";
    static final String KEYRING = "headgate.keyring";
    static final String MEMORY_MB = "headgate.dedup.memory-mb";

    private static final String DEFAULT_MEMORY_MB = "32";
    private static final long BYTES_PER_MB = 1 << 20;

    private JobParameters() {}

    static long memoryBytes(FunctionContext context) {
        return Long.parseLong(context.getJobParameter(MEMORY_MB, DEFAULT_MEMORY_MB)) * BYTES_PER_MB;
    }

    static RegistrySettings registry(FunctionContext context) {
        return RegistrySettings.load(
                required(context, REGISTRY_URL, "the schema registry's address"),
                context.getJobParameter(REGISTRY_AUTH_FILE, ""));
    }

    static Keyring keyring(FunctionContext context) {
        return Keyring.load(Path.of(required(context, KEYRING, "the keyring file, which this contract's treatments need")));
    }

    private static String required(FunctionContext context, String key, String what) {
        String value = context.getJobParameter(key, "");
        if (value.isEmpty()) {
            throw new IllegalStateException("the job parameter " + key + " is not set: it names " + what);
        }
        return value;
    }
}
