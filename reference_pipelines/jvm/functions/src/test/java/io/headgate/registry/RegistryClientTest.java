package io.headgate.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryClientTest {
    private static final long SHORT_PATIENCE_MILLIS = 300;

    private FakeRegistry registry;

    @BeforeEach
    void start() throws IOException {
        registry = new FakeRegistry();
        registry.put(7, "s-value", "AVRO", "\"string\"");
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void findsASchemaWithItsLowestVersion() {
        assertEquals(
                Optional.of(new WriterSchema(7, "AVRO", "\"string\"", Map.of("s-value", 2))), registry.client().schema(7));
    }

    @Test
    void saysWhenThereIsNone() {
        assertTrue(registry.client().schema(8).isEmpty());
        assertTrue(registry.client().idOf("s-value", "AVRO", "\"int\"").isEmpty());
        assertEquals(Optional.of(7), registry.client().idOf("s-value", "AVRO", "\"string\""));
        assertEquals(Optional.of(7), registry.client().latestId("s-value"));
    }

    @Test
    void asksAgainWhileTheRegistryIsBusy() {
        registry.failures.set(2);
        assertTrue(registry.client().schema(7).isPresent());
    }

    @Test
    void givesUpWithinItsPatience() {
        registry.failures.set(Integer.MAX_VALUE);
        RegistryUnreachable gone = assertThrows(RegistryUnreachable.class, () -> impatient(registry.url()).schema(7));
        assertTrue(gone.getMessage().contains("/schemas/ids/7"), gone.getMessage());
    }

    @Test
    void aWrongAddressIsNotTheRecordsFault() {
        String wrong = registry.url().replace("/api", "/elsewhere");
        assertThrows(RegistryUnreachable.class, () -> impatient(wrong).schema(7));
    }

    @Test
    void anAnswerThatIsNoRegistrysIsNotTheRecordsFault() {
        registry.page = "<html>log in</html>";
        RegistryUnreachable gone = assertThrows(RegistryUnreachable.class, () -> impatient(registry.url()).schema(7));
        assertTrue(gone.getMessage().contains("/schemas/ids/7"), gone.getMessage());
    }

    @Test
    void secretsComeFromAFileAndAreNotShown(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("auth.properties");
        Files.writeString(file, "username=me\npassword=secret\n");
        RegistrySettings settings = RegistrySettings.load(registry.url(), file.toString());
        new RegistryClient(settings).schema(7);
        assertEquals("Basic bWU6c2VjcmV0", registry.lastAuthorization);
        assertFalse(settings.toString().contains("bWU6"));
        Files.writeString(file, "bearer=token-1\n");
        new RegistryClient(RegistrySettings.load(registry.url(), file.toString())).schema(7);
        assertEquals("Bearer token-1", registry.lastAuthorization);
    }

    private static RegistryClient impatient(String url) {
        return new RegistryClient(new RegistrySettings(url, null, null, null, SHORT_PATIENCE_MILLIS));
    }
}
