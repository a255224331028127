package io.headgate.flink;

import io.headgate.dedup.Deduplicator;
import io.headgate.route.Destination;
import io.headgate.route.InputColumns;
import io.headgate.route.Router;
import io.headgate.spec.DecodeSpec;
import io.headgate.spec.RouteSpec;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.api.dataview.MapView;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.ProcessTableFunction;
import org.apache.flink.table.functions.SpecializedFunction;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.CallContext;
import org.apache.flink.table.types.inference.StateTypeStrategy;
import org.apache.flink.table.types.inference.StaticArgument;
import org.apache.flink.table.types.inference.StaticArgumentTrait;
import org.apache.flink.table.types.inference.TypeInference;

/**
 * SQL: {@code headgate_guard(input => TABLE judged PARTITION BY pk, spec => '<spec JSON>', uid => '...')}: every record leaves
 * once, with its destination and headers; duplicates are told by keyed state.
 *
 * <p>Never pass {@code on_time}: Flink 2.1 then drops late rows without an error. Lateness is a property of the record here.
 */
public final class Guard extends ProcessTableFunction<RowData> implements SpecializedFunction {
    private static final long serialVersionUID = 1L;
    private static final int SPEC_ARGUMENT = 1;

    private final String specText;
    private transient Router router;
    private transient Deduplicator deduplicator;
    private transient FlinkStore store;
    private transient boolean watermark;

    /** For SQL's CREATE FUNCTION; the planner then specialises the instance by the spec literal. */
    public Guard() {
        this(null);
    }

    Guard(String specText) {
        this.specText = specText;
    }

    @Override
    public UserDefinedFunction specialize(SpecializedContext context) {
        return new Guard(specLiteral(context.getCallContext()));
    }

    @Override
    public void open(FunctionContext context) {
        RouteSpec spec = RouteSpec.parse(specText);
        router = new Router(spec, () -> JobParameters.keyring(context));
        deduplicator = spec.withinMillis() == null
                ? null
                : new Deduplicator(spec.withinMillis(), spec.allowedMillis());
        store = new FlinkStore(DecodeSpec.BUCKETS, JobParameters.memoryBytes(context));
        watermark = spec.watermark();
    }

    /** Called by Flink for every record, with the state of the record's bucket. */
    public void eval(Context context, MapView<Integer, byte[]> accepted, RowData input, StringData spec) throws Exception {
        Destination to = router.destination(input);
        if (to == Destination.CLEAN && deduplicator != null && !input.isNullAt(InputColumns.ID_HASH)
                && !isFirst(context, accepted, input)) {
            to = Destination.DUPLICATES;
        }
        collect(router.write(input, to));
    }

    private boolean isFirst(Context context, MapView<Integer, byte[]> accepted, RowData input) throws Exception {
        store.open(input.getInt(InputColumns.BUCKET), accepted);
        long sourceMillis = input.getLong(InputColumns.SOURCE_TS);
        long eventMillis = input.isNullAt(InputColumns.EVENT_MS) ? sourceMillis : input.getLong(InputColumns.EVENT_MS);
        // A scope that is spread over partitions is over when the slowest of them says so.
        int partition = watermark ? 0 : input.getInt(InputColumns.SOURCE_PARTITION);
        long progress = watermark ? watermark(context) : sourceMillis;
        return deduplicator.accept(store, input.getLong(InputColumns.ID_HASH), eventMillis, partition, progress);
    }

    /** Before the first watermark nothing is old. */
    private static long watermark(Context context) {
        Long watermark = context.timeContext(Long.class).currentWatermark();
        return watermark == null ? 0 : watermark;
    }

    @Override
    public TypeInference getTypeInference(DataTypeFactory types) {
        // A map, not a value: Flink reads, converts and compares a value with every record, asked for or not.
        LinkedHashMap<String, StateTypeStrategy> state = new LinkedHashMap<>();
        state.put("accepted", new KeptState(MapView.newMapViewDataType(DataTypes.INT(), DataTypes.BYTES())));
        return TypeInference.newBuilder()
                .staticArguments(
                        StaticArgument.table("input", Types.internal(InputColumns.row()), false,
                                EnumSet.of(StaticArgumentTrait.TABLE, StaticArgumentTrait.SET_SEMANTIC_TABLE)),
                        StaticArgument.scalar("spec", DataTypes.STRING().notNull().bridgedTo(StringData.class), false))
                .stateTypeStrategies(state)
                .outputTypeStrategy(call -> Optional.of(Types.internal(InputColumns.output())))
                .build();
    }

    private static String specLiteral(CallContext call) {
        return call.getArgumentValue(SPEC_ARGUMENT, String.class)
                .orElseThrow(() -> new ValidationException("headgate_guard: the spec must be a string literal"));
    }

    /** State without a time to live: a bucket makes room for itself, and there are so many buckets and no more. */
    private record KeptState(DataType type) implements StateTypeStrategy {
        @Override
        public Optional<DataType> inferType(CallContext call) {
            return Optional.of(type);
        }

        @Override
        public Optional<Duration> getTimeToLive(CallContext call) {
            return Optional.of(Duration.ZERO);
        }
    }
}
