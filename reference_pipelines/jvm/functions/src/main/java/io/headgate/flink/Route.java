package io.headgate.flink;

import io.headgate.route.InputColumns;
import io.headgate.route.Router;
import io.headgate.spec.RouteSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.SpecializedFunction;
import org.apache.flink.table.functions.TableFunction;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.CallContext;
import org.apache.flink.table.types.inference.TypeInference;

/**
 * SQL: {@code LATERAL TABLE(headgate_route(<the guard's sixteen input columns>, '<spec JSON>'))}: the guard's routing and
 * headers for streams that are not deduplicated, without state and without a shuffle.
 */
public final class Route extends TableFunction<RowData> implements SpecializedFunction {
    private static final long serialVersionUID = 1L;
    private static final int SPEC_ARGUMENT = 16;

    private final String specText;
    private transient Router router;

    /** For SQL's CREATE FUNCTION; the planner then specialises the instance by the spec literal. */
    public Route() {
        this(null);
    }

    Route(String specText) {
        this.specText = specText;
    }

    @Override
    public UserDefinedFunction specialize(SpecializedContext context) {
        return new Route(specLiteral(context.getCallContext()));
    }

    @Override
    public void open(FunctionContext context) {
        router = new Router(RouteSpec.parse(specText), () -> JobParameters.keyring(context));
    }

    /** Called by Flink for every record: the sixteen columns, then the spec. */
    public void eval(Object... columns) {
        GenericRowData input = new GenericRowData(SPEC_ARGUMENT);
        for (int i = 0; i < SPEC_ARGUMENT; i++) {
            input.setField(i, columns[i]);
        }
        collect(router.write(input, router.destination(input)));
    }

    @Override
    public TypeInference getTypeInference(DataTypeFactory types) {
        List<DataType> arguments = new ArrayList<>(Types.internal(InputColumns.row()).getChildren());
        arguments.add(DataTypes.STRING().notNull().bridgedTo(StringData.class));
        return TypeInference.newBuilder()
                .typedArguments(arguments)
                .outputTypeStrategy(call -> Optional.of(Types.internal(InputColumns.output())))
                .build();
    }

    private static String specLiteral(CallContext call) {
        return call.getArgumentValue(SPEC_ARGUMENT, String.class)
                .orElseThrow(() -> new ValidationException("headgate_route: the spec must be a string literal"));
    }
}
