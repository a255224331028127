package io.headgate.avro;

import io.headgate.decode.MalformedRecord;
import java.math.BigInteger;

/** One node of a schema compiled for walking: it checks its bytes, moves the cursor past them and notes what is marked. */
abstract class Node {
    abstract void pass(Cursor cursor, Marks marks) throws MalformedRecord;

    /** A scalar of the schema language. */
    enum Scalar {
        NULL, BOOLEAN, INT, LONG, FLOAT, DOUBLE, BYTES, STRING
    }

    static final class ScalarNode extends Node {
        private final Scalar kind;

        ScalarNode(Scalar kind) {
            this.kind = kind;
        }

        @Override
        void pass(Cursor cursor, Marks marks) throws MalformedRecord {
            switch (kind) {
                case NULL -> { }
                case BOOLEAN -> checkBoolean(cursor.readByte());
                case INT -> cursor.readInt();
                case LONG -> cursor.readLong();
                case FLOAT -> cursor.skip(Float.BYTES);
                case DOUBLE -> cursor.skip(Double.BYTES);
                case BYTES -> cursor.skip(cursor.readLength());
                case STRING -> cursor.skipText();
            }
        }

        private static void checkBoolean(byte value) throws MalformedRecord {
            if (value != 0 && value != 1) {
                throw new MalformedRecord("bad-boolean");
            }
        }
    }

    /** A temporal number: only what every reader downstream can represent passes. */
    static final class RangedNode extends Node {
        private final boolean isInt;
        private final long lowest;
        private final long highest;

        RangedNode(boolean isInt, long lowest, long highest) {
            this.isInt = isInt;
            this.lowest = lowest;
            this.highest = highest;
        }

        @Override
        void pass(Cursor cursor, Marks marks) throws MalformedRecord {
            long value = isInt ? cursor.readInt() : cursor.readLong();
            if (value < lowest || value > highest) {
                throw new MalformedRecord("time-out-of-range");
            }
        }
    }

    /** A decimal in bytes, or in a fixed size when that is not negative. */
    static final class DecimalNode extends Node {
        private final int fixedSize;
        private final BigInteger bound;

        DecimalNode(int fixedSize, int precision) {
            this.fixedSize = fixedSize;
            bound = BigInteger.TEN.pow(precision);
        }

        @Override
        void pass(Cursor cursor, Marks marks) throws MalformedRecord {
            int length = fixedSize < 0 ? cursor.readLength() : fixedSize;
            int from = cursor.position;
            cursor.skip(length);
            if (length == 0 || new BigInteger(cursor.bytes, from, length).abs().compareTo(bound) >= 0) {
                throw new MalformedRecord("decimal-out-of-range");
            }
        }
    }

    static final class FixedNode extends Node {
        private final int size;

        FixedNode(int size) {
            this.size = size;
        }

        @Override
        void pass(Cursor cursor, Marks marks) throws MalformedRecord {
            cursor.skip(size);
        }
    }

    static final class EnumNode extends Node {
        private final int symbols;

        EnumNode(int symbols) {
            this.symbols = symbols;
        }

        @Override
        void pass(Cursor cursor, Marks marks) throws MalformedRecord {
            int index = cursor.readInt();
            if (index < 0 || index >= symbols) {
                throw new MalformedRecord("bad-enum-index");
            }
        }
    }

    static final class UnionNode extends Node {
        private final Node[] branches;

        UnionNode(Node[] branches) {
            this.branches = branches;
        }

        @Override
        void pass(Cursor cursor, Marks marks) throws MalformedRecord {
            branch(branches, cursor).pass(cursor, marks);
        }

        static Node branch(Node[] branches, Cursor cursor) throws MalformedRecord {
            int index = cursor.readInt();
            if (index < 0 || index >= branches.length) {
                throw new MalformedRecord("bad-union-index");
            }
            return branches[index];
        }
    }

    /** An array, or a map when it has keys. */
    static final class BlocksNode extends Node {
        private final Node item;
        private final boolean keyed;
        private final boolean edited;

        BlocksNode(Node item, boolean keyed, boolean edited) {
            this.item = item;
            this.keyed = keyed;
            this.edited = edited;
        }

        @Override
        void pass(Cursor cursor, Marks marks) throws MalformedRecord {
            cursor.enter();
            int from = cursor.position;
            for (long count = cursor.readLong(); count != 0; count = cursor.readLong()) {
                if (count > 0) {
                    items(cursor, marks, count);
                } else {
                    sizedItems(cursor, marks, from, -count);
                }
                from = cursor.position;
            }
            cursor.leave();
        }

        /** Items behind a count and a size, by which readers skip them. */
        private void sizedItems(Cursor cursor, Marks marks, int from, long count) throws MalformedRecord {
            long size = cursor.readLong();
            int start = cursor.position;
            if (edited) {
                marks.edit(Marks.BLOCK_HEADER, from, start, count);
            }
            items(cursor, marks, count);
            if (cursor.position - start != size) {
                throw new MalformedRecord("block-size");
            }
        }

        private void items(Cursor cursor, Marks marks, long count) throws MalformedRecord {
            cursor.expect(count);
            for (long i = 0; i < count; i++) {
                if (keyed) {
                    cursor.skipText();
                }
                item.pass(cursor, marks);
            }
        }
    }

    static final class RecordNode extends Node {
        private Node[] fields = new Node[0];

        void fields(Node[] compiled) {
            fields = compiled;
        }

        @Override
        void pass(Cursor cursor, Marks marks) throws MalformedRecord {
            cursor.enter();
            for (Node field : fields) {
                field.pass(cursor, marks);
            }
            cursor.leave();
        }
    }

    /** A field whose place is wanted, or whose bytes the clean copy replaces. A null value is neither. */
    static final class MarkedNode extends Node {
        static final int NONE = -1;

        private final Node[] branches;
        private final boolean union;
        private final int nullBranch;
        private final int slot;
        private final int treatment;
        private final boolean dropped;

        MarkedNode(Node[] branches, boolean union, int nullBranch, int slot, int treatment, boolean dropped) {
            this.branches = branches;
            this.union = union;
            this.nullBranch = nullBranch;
            this.slot = slot;
            this.treatment = treatment;
            this.dropped = dropped;
        }

        @Override
        void pass(Cursor cursor, Marks marks) throws MalformedRecord {
            int fieldStart = cursor.position;
            int index = union ? cursor.readInt() : 0;
            if (index < 0 || index >= branches.length) {
                throw new MalformedRecord("bad-union-index");
            }
            int start = cursor.position;
            branches[index].pass(cursor, marks);
            boolean isNull = index == nullBranch;
            if (slot != NONE && !isNull) {
                marks.found(slot, start, cursor.position);
            }
            if (dropped) {
                marks.edit(treatment, fieldStart, cursor.position, 0);
            } else if (treatment != NONE && !isNull) {
                marks.edit(treatment, start, cursor.position, 0);
            }
        }
    }
}
