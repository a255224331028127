package io.headgate.route;

import java.util.List;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;

/** The columns of a judged record, by position: the input of the guard. */
public final class InputColumns {
    public static final int BUCKET = 0;
    static final int KEY = 1;
    static final int VALUE = 2;
    public static final int EVENT_MS = 3;
    public static final int ID_HASH = 4;
    public static final int SOURCE_PARTITION = 5;
    static final int SOURCE_OFFSET = 6;
    public static final int SOURCE_TS = 7;
    static final int SCHEMA_ID = 8;
    static final int SCHEMA_VERSION = 9;
    static final int ERRORS = 10;
    static final int WARNINGS = 11;
    static final int UNKNOWN_FIELDS = 12;
    static final int PRODUCED_AT = 13;
    static final int TRACEPARENT = 14;
    static final int ATTEMPT = 15;

    private static final List<DataTypes.Field> FIELDS = List.of(
            DataTypes.FIELD("pk", DataTypes.INT()),
            DataTypes.FIELD("k", DataTypes.BYTES()),
            DataTypes.FIELD("v", DataTypes.BYTES()),
            DataTypes.FIELD("event_ms", DataTypes.BIGINT()),
            DataTypes.FIELD("id_hash", DataTypes.BIGINT()),
            DataTypes.FIELD("src_partition", DataTypes.INT()),
            DataTypes.FIELD("src_offset", DataTypes.BIGINT()),
            DataTypes.FIELD("src_ts", DataTypes.BIGINT()),
            DataTypes.FIELD("schema_id", DataTypes.INT()),
            DataTypes.FIELD("schema_version", DataTypes.INT()),
            DataTypes.FIELD("errors", DataTypes.STRING()),
            DataTypes.FIELD("warnings", DataTypes.STRING()),
            DataTypes.FIELD("unknown_fields", DataTypes.STRING()),
            DataTypes.FIELD("produced_at", DataTypes.BYTES()),
            DataTypes.FIELD("traceparent", DataTypes.BYTES()),
            DataTypes.FIELD("attempt", DataTypes.BYTES()));

    private InputColumns() {}

    public static DataType row() {
        return DataTypes.ROW(FIELDS);
    }

    /** The output: what the Kafka sink writes. */
    public static DataType output() {
        return DataTypes.ROW(
                DataTypes.FIELD("key", DataTypes.BYTES()),
                DataTypes.FIELD("value", DataTypes.BYTES()),
                DataTypes.FIELD("topic", DataTypes.STRING()),
                DataTypes.FIELD("headers", DataTypes.MAP(DataTypes.STRING(), DataTypes.BYTES())));
    }
}
