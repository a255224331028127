package io.headgate.flink;

import io.headgate.dedup.Scope;
import io.headgate.dedup.Store;
import java.util.Arrays;
import org.apache.flink.table.api.dataview.MapView;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.binary.BinaryStringData;

/**
 * The deduplicator's view of Flink's keyed state; one instance a task is reused.
 *
 * <p>It remembers recent scopes, since users come in sessions: what is written goes to the state at once, what is read is asked of
 * the state only when it is not remembered. A task keeps the keys of its own key groups for its whole life, so nobody else writes
 * what is remembered here.
 */
final class FlinkStore implements Store {
    private static final int PK = 0;
    private static final int REMEMBERED_SCOPES = 1 << 19;
    /** What a remembered scope costs the heap besides itself: its name's object, header and bytes. */
    private static final int NAME_BYTES = 96;
    /** How often within their lifetime marks are renewed. */
    private static final int RENEWALS = 4;

    private final long renewalMillis;
    private final BinaryStringData[] names = new BinaryStringData[REMEMBERED_SCOPES];
    private final Scope[] scopes = new Scope[REMEMBERED_SCOPES];
    private final long budgetBytes;
    private long rememberedBytes;
    private BinaryStringData name;
    private int place;
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

    void open(RowData input, MapView<Integer, byte[]> arrays) {
        name = input.isNullAt(PK) ? null : (BinaryStringData) input.getString(PK);
        place = name == null ? 0 : name.hashCode() & (REMEMBERED_SCOPES - 1);
        state = arrays;
    }

    @Override
    public byte[] get(int number) throws Exception {
        return state.get(number);
    }

    @Override
    public void put(int number, byte[] packed) throws Exception {
        state.put(number, packed);
    }

    @Override
    public void remove(int number) throws Exception {
        state.remove(number);
    }

    @Override
    public Scope remembered() {
        return name != null && name.equals(names[place]) ? scopes[place] : null;
    }

    @Override
    public void remember(Scope scope) {
        if (name == null) {
            return;
        }
        int before = scopes[place] == null ? -NAME_BYTES : scopes[place].bytes();
        names[place] = name.copy();
        scopes[place] = scope;
        grown(scope.bytes() - before);
    }

    @Override
    public void grown(int bytes) {
        rememberedBytes += name == null ? 0 : bytes;
        if (rememberedBytes > budgetBytes) {
            forgetAll();
        }
    }

    /** The plainest bound there is: the state knows all of it, and active scopes are soon back. */
    private void forgetAll() {
        Arrays.fill(names, null);
        Arrays.fill(scopes, null);
        rememberedBytes = 0;
    }

    /** Expiry goes by the wall clock, so this does too; no record's way depends on it. */
    @Override
    public long period() {
        return System.currentTimeMillis() / renewalMillis;
    }
}
