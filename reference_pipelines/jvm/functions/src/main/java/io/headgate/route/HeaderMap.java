package io.headgate.route;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.flink.core.memory.MemorySegmentFactory;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.binary.BinaryMapData;

/**
 * Gathers a record's headers and packs them as Flink's binary map, which the operators behind pass on by a plain copy.
 *
 * <p>Reused from record to record. Headers must be put in their order.
 */
final class HeaderMap {
    private static final Header[] HEADERS = Header.values();
    private static final int LENGTHS_BYTES = 10;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[][] values = new byte[HEADERS.length][];
    private int count;
    private int bytes;
    private int present;
    private int packedPresent;
    private byte[] packedNames;

    void clear() {
        count = 0;
        bytes = 0;
        present = 0;
    }

    void put(Header header, byte[] value) {
        int bit = 1 << header.ordinal();
        if (bit <= Integer.highestOneBit(present)) {
            throw new IllegalStateException("header " + header + " is put out of order");
        }
        present |= bit;
        values[count++] = value;
        bytes += header.wireName().length + value.length + LENGTHS_BYTES;
    }

    /** What the headers take on the wire, at the most. */
    int bytes() {
        return bytes;
    }

    void putPresent(Header header, byte[] value) {
        if (value != null) {
            put(header, value);
        }
    }

    /** The map; nothing of it is shared with the next record. */
    MapData pack() {
        if (present != packedPresent) {
            packedNames = names();
            packedPresent = present;
        }
        int valuesSize = PackedArray.size(values, count);
        byte[] map = new byte[Integer.BYTES + packedNames.length + valuesSize];
        INT.set(map, 0, packedNames.length);
        System.arraycopy(packedNames, 0, map, Integer.BYTES, packedNames.length);
        PackedArray.write(values, count, map, Integer.BYTES + packedNames.length);
        BinaryMapData packed = new BinaryMapData();
        packed.pointTo(MemorySegmentFactory.wrap(map), 0, map.length);
        return packed;
    }

    /** Records of one kind carry the same headers, so their names are packed once. */
    private byte[] names() {
        byte[][] names = new byte[count][];
        int at = 0;
        for (Header header : HEADERS) {
            if ((present & 1 << header.ordinal()) != 0) {
                names[at++] = header.wireName();
            }
        }
        byte[] packed = new byte[PackedArray.size(names, count)];
        PackedArray.write(names, count, packed, 0);
        return packed;
    }
}
