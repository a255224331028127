import io.headgate.shaded.avro.Schema;
import io.headgate.shaded.avro.SchemaCompatibility;
import io.headgate.shaded.jackson.databind.JsonNode;
import io.headgate.shaded.jackson.databind.ObjectMapper;
import io.headgate.shaded.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;

/**
 * Reads {"reader": text, "writer": text} a line, and answers each with what the Avro library says of the pair:
 * {"differences": [[type, location]...]}, {"failed": message} where it throws, or {"refused": message} where a text does not
 * parse. The library is the relocated one of the guard's own jar.
 */
public final class Verdicts {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Verdicts() {}

  public static void main(String[] arguments) throws IOException {
    try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        BufferedWriter out = new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.write(JSON.writeValueAsString(answer(JSON.readTree(line))));
        out.newLine();
      }
    }
  }

  private static ObjectNode answer(JsonNode pair) {
    Schema reader;
    Schema writer;
    try {
      reader = new Schema.Parser().parse(pair.get("reader").textValue());
      writer = new Schema.Parser().parse(pair.get("writer").textValue());
    } catch (RuntimeException refused) {
      return JSON.createObjectNode().put("refused", String.valueOf(refused.getMessage()));
    }
    try {
      return compared(reader, writer);
    } catch (RuntimeException failed) {
      return JSON.createObjectNode().put("failed", String.valueOf(failed.getMessage()));
    }
  }

  private static ObjectNode compared(Schema reader, Schema writer) {
    SchemaCompatibility.SchemaCompatibilityResult result =
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getResult();
    ObjectNode answer = JSON.createObjectNode();
    var differences = answer.putArray("differences");
    for (SchemaCompatibility.Incompatibility one : result.getIncompatibilities()) {
      differences.addArray().add(one.getType().name()).add(one.getLocation());
    }
    return answer;
  }
}
