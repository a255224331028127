package io.headgate.flink;

import io.headgate.dedup.Store;
import java.util.Arrays;
import org.apache.flink.table.api.dataview.MapView;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.binary.BinaryStringData;

/**
 * The deduplicator's view of Flink's keyed state; one instance a task is reused.
 *
 * <p>It remembers the first array of recent scopes, since users come in sessions: what is written goes to the state at once, what
 * is read is asked of the state only when it is not remembered. A task keeps the keys of its own key groups for its whole life, so
 * nobody else writes what is remembered here.
 */
final class FlinkStore implements Store {
    private static final int PK = 0;
    private static final int REMEMBERED_NUMBER = -1;
    private static final int REMEMBERED_SCOPES = 1 << 19;
    /** What a remembered scope costs the heap besides its array: two objects' headers and the scope's text. */
    private static final int SCOPE_BYTES = 128;
    /** How often within their lifetime marks are renewed. */
    private static final int RENEWALS = 4;

    private final long renewalMillis;
    private final BinaryStringData[] scopes = new BinaryStringData[REMEMBERED_SCOPES];
    private final byte[][] arrays = new byte[REMEMBERED_SCOPES][];
    private final long budgetBytes;
    private long rememberedBytes;
    private BinaryStringData scope;
    private int slot;
    private MapView<Integer, byte[]> state;

    /**
     * A store for one task.
     *
     * @param lifetimeMillis how long idle state is kept; null: for ever
     * @param budgetBytes how much heap remembered scopes may take
     */
    FlinkStore(Long lifetimeMillis, long budgetBytes) {
        this.budgetBytes = budgetBytes;
        renewalMillis = lifetimeMillis == null ? Long.MAX_VALUE : Math.max(1, lifetimeMillis / RENEWALS);
    }

    void open(RowData input, MapView<Integer, byte[]> buckets) {
        scope = input.isNullAt(PK) ? null : (BinaryStringData) input.getString(PK);
        slot = scope == null ? 0 : scope.hashCode() & (REMEMBERED_SCOPES - 1);
        state = buckets;
    }

    @Override
    public byte[] get(int number) throws Exception {
        if (number != REMEMBERED_NUMBER || scope == null) {
            return state.get(number);
        }
        if (scope.equals(scopes[slot])) {
            return arrays[slot];
        }
        byte[] packed = state.get(number);
        remember(packed);
        return packed;
    }

    @Override
    public void put(int number, byte[] packed) throws Exception {
        state.put(number, packed);
        if (number == REMEMBERED_NUMBER && scope != null) {
            remember(packed);
        }
    }

    private void remember(byte[] packed) {
        if (rememberedBytes > budgetBytes) {
            forgetAll();
        }
        if (!scope.equals(scopes[slot])) {
            rememberedBytes += scopes[slot] == null ? SCOPE_BYTES : 0;
            scopes[slot] = scope.copy();
        }
        rememberedBytes += length(packed) - length(arrays[slot]);
        arrays[slot] = packed;
    }

    /** The plainest bound there is: the state knows all of it, and busy scopes are soon back. */
    private void forgetAll() {
        Arrays.fill(scopes, null);
        Arrays.fill(arrays, null);
        rememberedBytes = 0;
    }

    private static int length(byte[] packed) {
        return packed == null ? 0 : packed.length;
    }

    /** Expiry goes by the wall clock, so this does too; no record's way depends on it. */
    @Override
    public long period() {
        return System.currentTimeMillis() / renewalMillis;
    }
}
