package io.headgate.dedup;

import java.util.Arrays;

/**
 * The accepted records of one bucket, in memory: identity hash and moment of each, in slots of a few entries.
 *
 * <p>The state keeps a slot an array, so that accepting a record writes one slot and not all that the bucket remembers. A slot whose
 * entries have all left the window is filled again. Changed in place; belongs to one thread.
 */
public final class Scope {
    static final int SLOT_ENTRIES = 16;
    static final int MOST_SLOTS = 16;
    private static final int WORDS = 2;
    private static final int SLOT_WORDS = SLOT_ENTRIES * WORDS;
    /** What a scope costs the heap besides its entries: three objects' headers and fields. */
    private static final int OBJECT_BYTES = 96;

    private long[] words = new long[SLOT_WORDS];
    private final byte[] counts = new byte[MOST_SLOTS];
    private int slots = 1;
    private int open;
    private boolean busy;

    /** From here on the entries are deeper down. */
    void becomeBusy() {
        words = new long[0];
        slots = 0;
        busy = true;
    }

    boolean isBusy() {
        return busy;
    }

    /** The heap that the scope takes. */
    public int bytes() {
        return OBJECT_BYTES + words.length * Long.BYTES;
    }

    int slots() {
        return slots;
    }

    int count(int slot) {
        return counts[slot];
    }

    long hash(int slot, int index) {
        return words[at(slot, index)];
    }

    long moment(int slot, int index) {
        return words[at(slot, index) + 1];
    }

    private static int at(int slot, int index) {
        return slot * SLOT_WORDS + index * WORDS;
    }

    /** Whether the same identity was accepted near that time. */
    boolean contains(long hash, long clampedMillis, Window window) {
        for (int slot = 0; slot < slots; slot++) {
            int end = at(slot, counts[slot]);
            for (int i = at(slot, 0); i < end; i += WORDS) {
                if (words[i] == hash && window.isNear(words[i + 1], clampedMillis)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The slot that takes one more entry, opened when need be; -1 when all of them hold what is still needed. */
    int room(Window window) {
        if (counts[open] < SLOT_ENTRIES) {
            return open;
        }
        for (int slot = 0; slot < slots; slot++) {
            if (isOver(slot, window)) {
                counts[slot] = 0;
                return slot;
            }
        }
        return slots < MOST_SLOTS ? slots : -1;
    }

    private boolean isOver(int slot, Window window) {
        for (int i = 0; i < counts[slot]; i++) {
            if (!window.isOver(moment(slot, i))) {
                return false;
            }
        }
        return true;
    }

    /** Adds an entry; true when that opened a slot that was never used. */
    boolean add(int slot, long hash, long moment) {
        boolean isNew = slot == slots;
        if (isNew) {
            slots++;
            reserve(at(slots, 0));
        }
        open = slot;
        int at = at(slot, counts[slot]++);
        words[at] = hash;
        words[at + 1] = moment;
        return isNew;
    }

    private void reserve(int wanted) {
        if (wanted > words.length) {
            int most = MOST_SLOTS * SLOT_WORDS;
            words = Arrays.copyOf(words, Math.min(most, Math.max(wanted, words.length + words.length / 2)));
        }
    }

    /** A slot's entries as the state keeps them; the first says how many slots there are. */
    byte[] packed(int slot) {
        int from = at(slot, 0);
        return slot == 0 ? Entries.pack(slots, words, from, counts[0]) : Entries.pack(words, from, counts[slot]);
    }

    /** Takes what the state has of a slot. */
    void load(int slot, byte[] packed) {
        slots = Math.max(slots, slot + 1);
        reserve(at(slots, 0));
        counts[slot] = (byte) Entries.count(packed);
        for (int i = 0; i < counts[slot]; i++) {
            words[at(slot, i)] = Entries.hash(packed, i);
            words[at(slot, i) + 1] = Entries.moment(packed, i);
        }
        if (counts[slot] < counts[open]) {
            open = slot;
        }
    }
}
