package io.headgate.bench;

import io.headgate.avro.AvroReader;
import io.headgate.crypto.Keyring;
import io.headgate.crypto.Treater;
import io.headgate.decode.MalformedRecord;
import io.headgate.decode.PayloadReader;
import io.headgate.decode.Slots;
import io.headgate.decode.TextBuffer;
import io.headgate.decode.XxHash64;
import io.headgate.route.Destination;
import io.headgate.route.Router;
import io.headgate.spec.DecodeSpec;
import io.headgate.spec.Json;
import io.headgate.spec.RouteSpec;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;

/** Prints what each of our steps costs a record in CPU time, on one thread, warm. No registry, no Kafka, no Flink runtime. */
public final class DecodeBench {
    /** The thread's own CPU time, so that a busy machine does not show. */
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private static final int RECORDS = 4096;
    private static final long WARM_NANOS = TimeUnit.SECONDS.toNanos(4);
    private static final long MEASURED_NANOS = TimeUnit.SECONDS.toNanos(6);

    private final byte[][] payloads = new byte[RECORDS][];
    private final TextBuffer text = new TextBuffer();

    /** One step on one record; the answer is summed so that nothing is optimised away. */
    private interface Step {
        long run(byte[] framed) throws MalformedRecord;
    }

    private DecodeBench() {
        for (int i = 0; i < RECORDS; i++) {
            payloads[i] = BenchRecords.event(i);
        }
    }

    public static void main(String[] arguments) throws MalformedRecord {
        DecodeBench bench = new DecodeBench();
        System.out.println("record: " + bench.payloads[0].length + " bytes, Avro, " + BenchRecords.FIELDS + " fields");
        bench.measureAvro("[]", "check + 2 columns + identity", false);
        bench.measureAvro("[]", "the same + clean value, untreated", true);
        bench.measureAvro("[{\"path\":[\"user_id\"],\"treatment\":\"tokenize\"}]", "the same + clean value, user tokenised", true);
        bench.measureResolution();
        bench.measureRoute();
    }

    private void measureAvro(String treatments, String name, boolean clean) throws MalformedRecord {
        AvroReader reader = reader(treatments);
        PayloadReader.Resolution same = reader.resolve(BenchRecords.SCHEMA);
        measure(name, framed -> decode(reader, same, framed) + (clean ? reader.clean(9).length : 0));
    }

    private void measureResolution() throws MalformedRecord {
        AvroReader reader = reader("[]");
        PayloadReader.Resolution older = reader.resolve(BenchRecords.OLDER_SCHEMA);
        byte[][] current = payloads.clone();
        for (int i = 0; i < RECORDS; i++) {
            payloads[i] = BenchRecords.olderEvent(i);
        }
        measure("an older writer's record, resolved, + clean value", framed -> decode(reader, older, framed) + reader.clean(9).length);
        System.arraycopy(current, 0, payloads, 0, RECORDS);
    }

    private void measureRoute() throws MalformedRecord {
        Router router = new Router(RouteSpec.parse("{\"source\":\"raw\",\"contract\":\"c@1.0.0\",\"allowed_ms\":300000,\"topics\":"
                + "{\"clean\":\"a\",\"dlq\":\"b\",\"late\":\"c\",\"duplicates\":\"d\"}}"), () -> null);
        GenericRowData in = new GenericRowData(16);
        in.setField(3, 1_700_000_000_000L);
        in.setField(5, 1);
        in.setField(6, 123_456_789L);
        in.setField(7, 1_700_000_000_000L);
        in.setField(8, 7);
        in.setField(9, 1);
        in.setField(10, StringData.fromString(""));
        in.setField(13, "1700000000000".getBytes(StandardCharsets.US_ASCII));
        measure("route: destination and headers", framed -> {
            in.setField(2, framed);
            Destination to = router.destination(in);
            RowData out = router.write(in, to);
            return out.getMap(3).size();
        });
    }

    private long decode(AvroReader reader, PayloadReader.Resolution how, byte[] framed) throws MalformedRecord {
        reader.read(framed, how);
        text.clear();
        reader.appendText(1, text);
        long sum = XxHash64.hash(text.array(), 0, text.length()) + reader.eventMillis(0);
        return sum + reader.column(0).hashCode() + (reader.column(1) == null ? 0 : 1);
    }

    private static AvroReader reader(String treatments) {
        DecodeSpec spec = DecodeSpec.parse("{\"format\":\"avro\",\"subject\":\"s\",\"reader\":" + Json.quote(BenchRecords.SCHEMA)
                + ",\"clean\":" + Json.quote(BenchRecords.SCHEMA) + ",\"cleanSubject\":\"c\",\"eventTime\":[\"occurred_at\"],"
                + "\"dedup\":{\"by\":[[\"event_id\"]],\"scope\":[[\"user_id\"]]},\"columns\":["
                + "{\"name\":\"t\",\"path\":[\"event_type\"],\"type\":\"STRING\"},{\"name\":\"p\",\"path\":[\"page_ms\"],\"type\":\"BIGINT\"}],"
                + "\"treatments\":" + treatments + "}");
        Keyring keyring = Keyring.parse("{\"active\":\"k\",\"keys\":{\"k\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"}}");
        return new AvroReader(spec, new Slots(spec), () -> new Treater(keyring));
    }

    private void measure(String name, Step step) throws MalformedRecord {
        run(step, WARM_NANOS);
        long[] measured = run(step, MEASURED_NANOS);
        System.out.printf("%8.1f ns  %s%n", (double) measured[0] / measured[1], name);
    }

    /** Nanoseconds spent and records done. */
    private long[] run(Step step, long nanos) throws MalformedRecord {
        long start = CPU.getCurrentThreadCpuTime();
        long records = 0;
        long sum = 0;
        while (CPU.getCurrentThreadCpuTime() - start < nanos) {
            for (byte[] framed : payloads) {
                sum += step.run(framed);
            }
            records += payloads.length;
        }
        long spent = CPU.getCurrentThreadCpuTime() - start;
        if (sum == 0) {
            throw new IllegalStateException("the steps answered nothing");
        }
        return new long[] {spent, records};
    }
}
