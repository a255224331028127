package io.headgate.flink;

import io.headgate.dedup.Scope;
import io.headgate.dedup.Store;
import java.util.Arrays;
import org.apache.flink.table.api.dataview.MapView;

/**
 * The deduplicator's view of Flink's keyed state; one instance a task is reused.
 *
 * <p>It remembers the buckets that it met: what is written goes to the state at once, what is read is asked of the state only when it
 * is not remembered. A task keeps the keys of its own key groups for its whole life, so nobody else writes what is remembered here.
 */
final class FlinkStore implements Store {
    private final Scope[] remembered;
    private final long budgetBytes;
    private long rememberedBytes;
    private int bucket;
    private MapView<Integer, byte[]> state;

    /**
     * A store for one task.
     *
     * @param budgetBytes how much heap remembered buckets may take
     */
    FlinkStore(int buckets, long budgetBytes) {
        remembered = new Scope[buckets];
        this.budgetBytes = budgetBytes;
    }

    void open(int number, MapView<Integer, byte[]> arrays) {
        bucket = number;
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
        return remembered[bucket];
    }

    @Override
    public void remember(Scope scope) {
        remembered[bucket] = scope;
        grown(scope.bytes());
    }

    /** Over the budget all is forgotten: the plainest bound there is, and active buckets are soon back. */
    @Override
    public void grown(int bytes) {
        rememberedBytes += bytes;
        if (rememberedBytes > budgetBytes) {
            Arrays.fill(remembered, null);
            rememberedBytes = 0;
        }
    }
}
