package io.headgate.route;

import io.headgate.crypto.Envelope;
import io.headgate.crypto.Keyring;
import io.headgate.crypto.Tokenizer;
import io.headgate.decode.Ascii;
import io.headgate.spec.RouteSpec;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;

/** Decides by the record alone where it goes, and writes the outgoing record with all its headers. Belongs to one thread. */
public final class Router {
    private static final byte[] FIRST_ATTEMPT = {'1'};
    private static final byte[] DECODE_STAGE = ascii("VALUE_CONVERTER");
    private static final byte[] RULE_STAGE = ascii("TRANSFORMATION");
    private static final byte[] STAGE_CLASS = ascii("io.headgate.route.Router");
    private static final byte[] EXCEPTION_CLASS = ascii("io.headgate.ContractViolation");

    private static final StringData EMPTY = text("");
    private static final String TOO_LARGE = "route/too-large";
    /** What a Kafka producer and broker take by default, less what compression may add to bytes that it cannot compress. */
    private static final int MOST_BYTES = (1 << 20) - 1024;
    private static final int BATCH_BYTES = 100;
    private static final int LONGEST_KEY_OF_TOO_LARGE = 1024;
    /** What a producer's own header may take: it may hold anything, and ours need the room. */
    private static final int LONGEST_FOREIGN_HEADER = 256;

    private final HeaderMap headers = new HeaderMap();
    private final StringData[] topics;
    private final byte[] source;
    private final byte[] contract;
    private final Long allowedMillis;
    private final ErrorList errorList;
    private final Envelope envelope;
    private final Tokenizer tokenizer;
    private final byte[] envelopeKeyId;

    /** The keyring is asked for only when dead letters are sealed. */
    public Router(RouteSpec spec, Supplier<Keyring> keyring) {
        RouteSpec.Topics t = spec.topics();
        topics = new StringData[Destination.values().length];
        topics[Destination.CLEAN.ordinal()] = text(t.clean());
        topics[Destination.DLQ.ordinal()] = text(t.dlq());
        topics[Destination.LATE.ordinal()] = text(t.late());
        topics[Destination.DUPLICATES.ordinal()] = text(t.duplicates());
        source = utf8(spec.source());
        contract = utf8(spec.contract());
        allowedMillis = spec.allowedMillis();
        errorList = new ErrorList(spec.fields());
        Keyring keys = spec.envelope() ? keyring.get() : null;
        envelope = keys == null ? null : new Envelope(keys);
        tokenizer = keys == null ? null : new Tokenizer(keys);
        envelopeKeyId = keys == null ? null : utf8(keys.activeId());
    }

    /** Where the record goes if it is no duplicate. */
    public Destination destination(RowData in) {
        if (hasText(in, InputColumns.ERRORS)) {
            return Destination.DLQ;
        }
        if (allowedMillis != null && !in.isNullAt(InputColumns.EVENT_MS)
                // The producer's time may be anything, so the sum is made of the two that cannot overflow.
                && in.getLong(InputColumns.EVENT_MS) < in.getLong(InputColumns.SOURCE_TS) - allowedMillis) {
            return Destination.LATE;
        }
        return Destination.CLEAN;
    }

    /**
     * The outgoing row: key, value, topic, headers.
     *
     * <p>What the sink could not send, and would fail at for ever, is a dead letter without its value: that stays in the source, at
     * the offset that the headers name.
     */
    public RowData write(RowData in, Destination to) {
        byte[] key = bytes(in, InputColumns.KEY);
        String errors = to == Destination.DLQ ? in.getString(InputColumns.ERRORS).toString() : null;
        GenericRowData out = write(in, to, key, bytes(in, InputColumns.VALUE), errors);
        if (BATCH_BYTES + length(out.getField(0)) + length(out.getField(1)) + headers.bytes() <= MOST_BYTES) {
            return out;
        }
        byte[] kept = length(key) > LONGEST_KEY_OF_TOO_LARGE ? null : key;
        return write(in, Destination.DLQ, kept, null, errors == null ? TOO_LARGE : errors + "," + TOO_LARGE);
    }

    private GenericRowData write(RowData in, Destination to, byte[] recordKey, byte[] recordValue, String errors) {
        byte[] key = recordKey;
        byte[] value = recordValue;
        headers.clear();
        context(in);
        if (to == Destination.DLQ) {
            deadLetter(in, errors);
            if (envelope != null) {
                value = envelope.sealRecord(key, value);
                key = tokenizer.token(key);
                headers.put(Header.ENVELOPE, envelopeKeyId);
            }
        }
        return GenericRowData.of(key, value, topics[to.ordinal()], headers.pack());
    }

    private void context(RowData in) {
        headers.put(Header.TOPIC, source);
        headers.put(Header.PARTITION, Ascii.decimal(in.getInt(InputColumns.SOURCE_PARTITION)));
        headers.put(Header.OFFSET, Ascii.decimal(in.getLong(InputColumns.SOURCE_OFFSET)));
        headers.put(Header.TIMESTAMP, Ascii.decimal(in.getLong(InputColumns.SOURCE_TS)));
        if (!in.isNullAt(InputColumns.SCHEMA_ID)) {
            headers.put(Header.SCHEMA_ID, Ascii.decimal(in.getInt(InputColumns.SCHEMA_ID)));
        }
        if (!in.isNullAt(InputColumns.SCHEMA_VERSION)) {
            headers.put(Header.SCHEMA_VERSION, Ascii.decimal(in.getInt(InputColumns.SCHEMA_VERSION)));
        }
        headers.put(Header.CONTRACT, contract);
        byte[] attempt = foreign(in, InputColumns.ATTEMPT);
        headers.put(Header.ATTEMPT, attempt == null ? FIRST_ATTEMPT : attempt);
        headers.putPresent(Header.PRODUCED_AT, foreign(in, InputColumns.PRODUCED_AT));
        headers.putPresent(Header.TRACEPARENT, foreign(in, InputColumns.TRACEPARENT));
        if (hasText(in, InputColumns.WARNINGS)) {
            headers.put(Header.WARNINGS, in.getString(InputColumns.WARNINGS).toBytes());
        }
        if (hasText(in, InputColumns.UNKNOWN_FIELDS)) {
            headers.put(Header.UNKNOWN, in.getString(InputColumns.UNKNOWN_FIELDS).toBytes());
        }
    }

    private void deadLetter(RowData in, String errors) {
        headers.put(Header.ERRORS, errorList.json(errors));
        headers.put(Header.CONNECT_TOPIC, source);
        headers.put(Header.CONNECT_PARTITION, Ascii.decimal(in.getInt(InputColumns.SOURCE_PARTITION)));
        headers.put(Header.CONNECT_OFFSET, Ascii.decimal(in.getLong(InputColumns.SOURCE_OFFSET)));
        headers.put(Header.CONNECT_STAGE, ErrorList.isDecodeError(errors) ? DECODE_STAGE : RULE_STAGE);
        headers.put(Header.CONNECT_CLASS, STAGE_CLASS);
        headers.put(Header.CONNECT_EXCEPTION, EXCEPTION_CLASS);
        headers.put(Header.CONNECT_MESSAGE, utf8(errors));
    }

    private static boolean hasText(RowData in, int column) {
        if (in.isNullAt(column)) {
            return false;
        }
        return !in.getString(column).equals(EMPTY);
    }

    private static byte[] bytes(RowData in, int column) {
        return in.isNullAt(column) ? null : in.getBinary(column);
    }

    private static byte[] foreign(RowData in, int column) {
        byte[] value = bytes(in, column);
        return length(value) > LONGEST_FOREIGN_HEADER ? null : value;
    }

    private static int length(Object bytes) {
        return bytes == null ? 0 : ((byte[]) bytes).length;
    }

    private static StringData text(String value) {
        StringData text = StringData.fromString(value);
        text.toBytes();
        return text;
    }

    private static byte[] utf8(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] ascii(String value) {
        return value.getBytes(StandardCharsets.US_ASCII);
    }
}
