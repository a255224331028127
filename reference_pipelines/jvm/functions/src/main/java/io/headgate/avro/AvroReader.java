package io.headgate.avro;

import io.headgate.crypto.Treater;
import io.headgate.decode.DecodeError;
import io.headgate.decode.Framing;
import io.headgate.decode.MalformedRecord;
import io.headgate.decode.PayloadReader;
import io.headgate.decode.Slots;
import io.headgate.decode.TextBuffer;
import io.headgate.spec.Column;
import io.headgate.spec.DecodeSpec;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * Reads Avro payloads without building records: one walk checks the bytes and notes where the wanted values lie.
 *
 * <p>What another version of the schema wrote is first resolved by the Avro library into the reader schema's own bytes, so
 * that there is one walk and the resolution rules are the library's.
 */
public final class AvroReader implements PayloadReader {
    private static final int MILLIS_PER_DAY = 86_400_000;
    private static final int MICROS_PER_MILLI = 1_000;

    private final Schema schema;
    private final Node root;
    private final Marks marks;
    private final Cursor cursor = new Cursor();
    private final ValueReader[] columns;
    private final int[] columnSlots;
    private final TextWriter[] texts;
    private final Schema eventTime;
    private final CleanWriter cleanWriter;
    private final boolean untreated;
    private byte[] framed;
    private AvroResolution resolution;

    /** The treater is asked for only when a clean value is wanted and something is treated. */
    public AvroReader(DecodeSpec spec, Slots slots, Supplier<Treater> treater) {
        schema = new Schema.Parser().parse(spec.reader());
        untreated = spec.clean() == null || spec.treatments().isEmpty();
        root = new NodeBuilder(slots.byPath(), untreated ? List.of() : spec.treatments()).build(schema);
        marks = new Marks(slots.byPath().size());
        columns = spec.columns().stream().map(this::column).toArray(ValueReader[]::new);
        columnSlots = spec.columns().stream().mapToInt(column -> slots.of(column.path())).toArray();
        texts = texts(spec, slots);
        eventTime = spec.eventTime() == null ? null : present(spec.eventTime());
        if (spec.clean() != null) {
            Schemas.requireCleanShape(schema, new Schema.Parser().parse(spec.clean()), spec.treatments());
        }
        cleanWriter = untreated ? null : new CleanWriter(schema, spec.treatments(), treater.get());
    }

    private Schema present(List<String> path) {
        return Schemas.withoutNull(Schemas.at(schema, path));
    }

    private ValueReader column(Column column) {
        return ValueReaders.of(present(column.path()), column.type());
    }

    /** Only identifying values have a text; columns may be of any shape. */
    private TextWriter[] texts(DecodeSpec spec, Slots slots) {
        TextWriter[] writers = new TextWriter[slots.byPath().size()];
        for (Map.Entry<List<String>, Integer> slot : slots.byPath().entrySet()) {
            List<String> path = slot.getKey();
            if (path.equals(spec.key()) || spec.dedupBy().contains(path) || spec.dedupScope().contains(path)) {
                writers[slot.getValue()] = TextWriter.of(present(path));
            }
        }
        return writers;
    }

    @Override
    public AvroResolution resolve(String writerSchema) {
        try {
            return new AvroResolution(new Schema.Parser().parse(writerSchema), schema);
        } catch (AvroRuntimeException unreadable) {
            throw new IllegalArgumentException("the writer schema is not one that can be read by itself", unreadable);
        }
    }

    @Override
    public void read(byte[] record, Resolution how) throws MalformedRecord {
        framed = record;
        resolution = (AvroResolution) how;
        if (resolution.isSameWire()) {
            cursor.open(record, Framing.HEADER_BYTES, record.length);
        } else {
            byte[] resolved = resolution.resolve(record, cursor);
            cursor.open(resolved, 0, resolved.length);
        }
        marks.clear();
        root.pass(cursor, marks);
        if (cursor.remaining() > 0) {
            throw new MalformedRecord(DecodeError.TRAILING_BYTES, "trailing-bytes");
        }
    }

    @Override
    public boolean appendText(int slot, TextBuffer out) throws MalformedRecord {
        if (!marks.isPresent(slot)) {
            return false;
        }
        cursor.position = marks.start(slot);
        texts[slot].write(cursor, out);
        return true;
    }

    @Override
    public Long eventMillis(int slot) throws MalformedRecord {
        if (slot == Slots.NONE || !marks.isPresent(slot)) {
            return null;
        }
        cursor.position = marks.start(slot);
        return switch (eventTime.getType()) {
            case LONG -> ValueReaders.isMicros(eventTime)
                    ? Math.floorDiv(cursor.readLong(), (long) MICROS_PER_MILLI)
                    : cursor.readLong();
            case INT -> cursor.readLong() * MILLIS_PER_DAY;
            default -> throw new MalformedRecord("event-time-type");
        };
    }

    @Override
    public Object column(int index) throws MalformedRecord {
        int slot = columnSlots[index];
        if (!marks.isPresent(slot)) {
            return null;
        }
        cursor.position = marks.start(slot);
        return columns[index].read(cursor);
    }

    @Override
    public String unknownFields() {
        return resolution.unknownFields();
    }

    @Override
    public byte[] clean(int cleanId) throws MalformedRecord {
        int payloadStart = cursor.bytes == framed ? Framing.HEADER_BYTES : 0;
        if (cleanWriter != null) {
            return cleanWriter.write(cursor, marks, payloadStart, cleanId);
        }
        if (payloadStart > 0) {
            return Framing.reframe(framed, cleanId);
        }
        byte[] clean = new byte[Framing.HEADER_BYTES + cursor.end];
        System.arraycopy(cursor.bytes, 0, clean, Framing.HEADER_BYTES, cursor.end);
        Framing.writeHeader(clean, cleanId);
        return clean;
    }
}
