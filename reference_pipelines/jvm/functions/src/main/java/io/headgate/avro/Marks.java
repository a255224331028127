package io.headgate.avro;

import java.util.Arrays;

/**
 * What one walk over a record found: where the wanted values lie, and which byte ranges the clean copy must replace.
 *
 * <p>Reused from record to record; ranges are positions in the walked array.
 */
final class Marks {
    /** An edit that writes a block's item count without its byte size (the size changes with the treated items). */
    static final int BLOCK_HEADER = -1;

    private static final int ABSENT = -1;
    private static final int INITIAL_EDITS = 16;
    private static final int EDIT_INTS = 3;

    private final int[] starts;
    private final int[] ends;
    private int[] edits = new int[INITIAL_EDITS * EDIT_INTS];
    private long[] counts = new long[INITIAL_EDITS];
    private int editCount;

    Marks(int slots) {
        starts = new int[slots];
        ends = new int[slots];
    }

    void clear() {
        Arrays.fill(starts, ABSENT);
        editCount = 0;
    }

    void found(int slot, int from, int to) {
        starts[slot] = from;
        ends[slot] = to;
    }

    boolean isPresent(int slot) {
        return starts[slot] != ABSENT;
    }

    int start(int slot) {
        return starts[slot];
    }

    int end(int slot) {
        return ends[slot];
    }

    /** Remembers that the bytes [from, to) are not copied as they are: kind is a treatment's index or BLOCK_HEADER. */
    void edit(int kind, int from, int to, long count) {
        if (editCount == counts.length) {
            edits = Arrays.copyOf(edits, edits.length * 2);
            counts = Arrays.copyOf(counts, counts.length * 2);
        }
        int at = editCount * EDIT_INTS;
        edits[at] = kind;
        edits[at + 1] = from;
        edits[at + 2] = to;
        counts[editCount++] = count;
    }

    int editCount() {
        return editCount;
    }

    int editKind(int index) {
        return edits[index * EDIT_INTS];
    }

    int editStart(int index) {
        return edits[index * EDIT_INTS + 1];
    }

    int editEnd(int index) {
        return edits[index * EDIT_INTS + 2];
    }

    long editItems(int index) {
        return counts[index];
    }
}
