package io.headgate.decode;

import io.headgate.crypto.Treater;
import io.headgate.spec.DecodeSpec;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;

/**
 * Turns one Kafka record into one row, whatever its bytes: a record's fault is a value of the row, never an exception.
 *
 * <p>Belongs to one thread.
 */
public final class RecordDecoder {
    private static final byte SEPARATOR = 0x1F;
    private static final byte[] NOTHING = {};

    private final DecodeSpec spec;
    private final PayloadReader reader;
    private final Writers writers;
    private final Treater treater;
    private final int cleanId;
    private final int eventSlot;
    private final int keySlot;
    private final boolean keyTreated;
    private final int[] bySlots;
    private final int[] scopeSlots;
    private final boolean[] scopeTreated;
    private final TextBuffer text = new TextBuffer();
    private final TextBuffer part = new TextBuffer();

    RecordDecoder(DecodeSpec spec, Slots slots, PayloadReader reader, Writers writers, Treater treater, int cleanId) {
        this.spec = spec;
        this.reader = reader;
        this.writers = writers;
        this.treater = treater;
        this.cleanId = cleanId;
        eventSlot = slots.of(spec.eventTime());
        keySlot = slots.of(spec.key());
        keyTreated = spec.keyIsTreated() && treater != null;
        bySlots = slots.ofAll(spec.dedupBy());
        scopeSlots = slots.ofAll(spec.dedupScope());
        scopeTreated = new boolean[scopeSlots.length];
        for (int i = 0; i < scopeTreated.length; i++) {
            scopeTreated[i] = spec.isTreated(spec.dedupScope().get(i)) && treater != null;
        }
    }

    /** The row for one record; columns as {@link OutputColumns} lists them. */
    public GenericRowData decode(byte[] value, byte[] key) {
        GenericRowData row = new GenericRowData(OutputColumns.FIXED + spec.columns().size());
        row.setField(OutputColumns.UNKNOWN_FIELDS, StringData.fromString(""));
        try {
            fill(row, value, key);
        } catch (MalformedRecord fault) {
            for (int i = 0; i < spec.columns().size(); i++) {
                row.setField(OutputColumns.FIXED + i, null);
            }
            refuse(row, fault.error(), fault.getMessage(), value, key);
        }
        return row;
    }

    private void fill(GenericRowData row, byte[] value, byte[] key) throws MalformedRecord {
        if (value == null) {
            tombstone(row, key);
            return;
        }
        Writers.Writer writer = writer(value);
        row.setField(OutputColumns.SCHEMA_ID, writer.id());
        row.setField(OutputColumns.SCHEMA_VERSION, writer.version());
        if (writer.error() != null) {
            throw new MalformedRecord(writer.error(), writer.reason());
        }
        reader.read(value, writer.resolution());
        checkKey(key);
        for (int i = 0; i < spec.columns().size(); i++) {
            row.setField(OutputColumns.FIXED + i, reader.column(i));
        }
        identify(row, key);
        row.setField(OutputColumns.UNKNOWN_FIELDS, StringData.fromString(reader.unknownFields()));
        row.setField(OutputColumns.CLEAN_KEY, cleanKey(key));
        if (spec.clean() != null) {
            row.setField(OutputColumns.CLEAN_VALUE, reader.clean(cleanId));
        }
    }

    private Writers.Writer writer(byte[] value) throws MalformedRecord {
        if (value.length < Framing.HEADER_BYTES) {
            throw new MalformedRecord(DecodeError.TOO_SHORT, "shorter-than-frame");
        }
        if (value[0] != 0) {
            throw new MalformedRecord(DecodeError.BAD_MAGIC, "first-byte-not-zero");
        }
        return writers.get(Framing.schemaId(value));
    }

    private void tombstone(GenericRowData row, byte[] key) throws MalformedRecord {
        if (!spec.tombstones()) {
            throw new MalformedRecord(DecodeError.NULL_VALUE, "no-tombstones-here");
        }
        if (key == null) {
            throw new MalformedRecord(DecodeError.BAD_KEY, "missing");
        }
        row.setField(OutputColumns.CLEAN_KEY, cleanKey(key));
        // A scope that is the key has the bucket of its records: the tombstone stays behind them.
        row.setField(OutputColumns.PK, bucket(XxHash64.hash(cleanKey(key))));
    }

    /** A contract that names a key field promises that the message key is that field's text. */
    private void checkKey(byte[] key) throws MalformedRecord {
        if (keySlot == Slots.NONE) {
            return;
        }
        if (key == null) {
            throw new MalformedRecord(DecodeError.BAD_KEY, "missing");
        }
        text.clear();
        if (!reader.appendText(keySlot, text) || !text.contentEquals(key)) {
            throw new MalformedRecord(DecodeError.BAD_KEY, "not-the-key-field");
        }
    }

    private byte[] cleanKey(byte[] key) {
        return keyTreated ? treater.token(key) : key;
    }

    /** The scope decides the bucket, so that records of one scope stay in order; the identity holds within its scope. */
    private void identify(GenericRowData row, byte[] key) throws MalformedRecord {
        row.setField(OutputColumns.EVENT_MS, reader.eventMillis(eventSlot));
        if (bySlots.length == 0) {
            row.setField(OutputColumns.PK, key == null ? 0 : bucket(XxHash64.hash(cleanKey(key))));
            return;
        }
        text.clear();
        boolean scoped = scopeSlots.length > 0 && join(scopeSlots, scopeTreated);
        long scope = scoped ? XxHash64.hash(text.array(), 0, text.length()) : 0;
        if (scoped) {
            text.append(SEPARATOR);
        } else {
            text.clear();
        }
        boolean identified = join(bySlots, null);
        long hash = XxHash64.hash(text.array(), 0, text.length());
        if (identified) {
            row.setField(OutputColumns.ID_HASH, hash);
        }
        row.setField(OutputColumns.PK, bucket(scoped ? scope : hash));
    }

    private static int bucket(long hash) {
        return Math.floorMod(hash, DecodeSpec.BUCKETS);
    }

    /** Appends the values' texts; false when one of them is null. Treated values appear as tokens: state keeps nothing readable. */
    private boolean join(int[] slots, boolean[] treated) throws MalformedRecord {
        boolean complete = true;
        for (int i = 0; i < slots.length; i++) {
            if (i > 0) {
                text.append(SEPARATOR);
            }
            if (treated != null && treated[i]) {
                part.clear();
                complete &= reader.appendText(slots[i], part);
                text.append(treater.token(part.toBytes()));
            } else {
                complete &= reader.appendText(slots[i], text);
            }
        }
        return complete;
    }

    /** Undecodable records are spread over the buckets, so that a flood of them does not fall on one task. */
    private void refuse(GenericRowData row, DecodeError error, String reason, byte[] value, byte[] key) {
        row.setField(OutputColumns.DECODE_ERROR, error.sqlValue());
        row.setField(OutputColumns.DECODE_REASON, StringData.fromString(reason));
        row.setField(OutputColumns.EVENT_MS, null);
        row.setField(OutputColumns.ID_HASH, null);
        row.setField(OutputColumns.CLEAN_VALUE, null);
        row.setField(OutputColumns.CLEAN_KEY, cleanKey(key));
        byte[] spread = value != null ? value : key != null ? key : NOTHING;
        row.setField(OutputColumns.PK, bucket(XxHash64.hash(spread)));
    }
}
