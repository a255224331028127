package io.headgate.route;

import java.util.Arrays;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.StringData;

/** A record's headers as Flink's internal map: two arrays that are only ever read in step, so no hashing is done. */
final class HeaderMap implements MapData {
    private static final int CAPACITY = 24;

    private final Object[] names = new Object[CAPACITY];
    private final Object[] values = new Object[CAPACITY];
    private int size;

    void put(StringData name, byte[] value) {
        names[size] = name;
        values[size++] = value;
    }

    void putPresent(StringData name, byte[] value) {
        if (value != null) {
            put(name, value);
        }
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public ArrayData keyArray() {
        return new GenericArrayData(Arrays.copyOf(names, size));
    }

    @Override
    public ArrayData valueArray() {
        return new GenericArrayData(Arrays.copyOf(values, size));
    }
}
