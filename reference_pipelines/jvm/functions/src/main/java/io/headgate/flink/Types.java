package io.headgate.flink;

import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.utils.DataTypeUtils;

/** SQL types bridged to Flink's internal classes, so that no value is converted on the way in or out. */
final class Types {
    private Types() {}

    static DataType internal(DataType type) {
        return DataTypeUtils.toInternalDataType(type);
    }
}
