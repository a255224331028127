package io.headgate.flink;

import io.headgate.decode.Decoders;
import io.headgate.decode.OutputColumns;
import io.headgate.decode.RecordDecoder;
import io.headgate.registry.RegistryClient;
import io.headgate.spec.DecodeSpec;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.SpecializedFunction;
import org.apache.flink.table.functions.TableFunction;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.CallContext;
import org.apache.flink.table.types.inference.TypeInference;
import org.apache.flink.table.types.utils.TypeConversions;

/**
 * SQL: {@code LATERAL TABLE(headgate_decode(value, key, '<spec JSON>'))}, exactly one row a record.
 *
 * <p>Fails only for what is not the record's fault: an unreachable registry, a missing keyring, a spec that contradicts itself.
 */
public final class Decode extends TableFunction<RowData> implements SpecializedFunction {
    private static final long serialVersionUID = 1L;
    private static final int SPEC_ARGUMENT = 2;

    private final String specText;
    private transient RecordDecoder decoder;

    /** For SQL's CREATE FUNCTION; the planner then specialises the instance by the spec literal. */
    public Decode() {
        this(null);
    }

    Decode(String specText) {
        this.specText = specText;
    }

    @Override
    public UserDefinedFunction specialize(SpecializedContext context) {
        return new Decode(specLiteral(context.getCallContext()));
    }

    @Override
    public void open(FunctionContext context) {
        RegistryClient registry = new RegistryClient(JobParameters.registry(context));
        decoder = Decoders.open(DecodeSpec.parse(specText), registry, () -> JobParameters.keyring(context));
    }

    /** Called by Flink for every record. */
    public void eval(byte[] value, byte[] key, StringData spec) {
        collect(decoder.decode(value, key));
    }

    @Override
    public TypeInference getTypeInference(DataTypeFactory types) {
        return TypeInference.newBuilder()
                .typedArguments(List.of(
                        DataTypes.BYTES(), DataTypes.BYTES(), DataTypes.STRING().notNull().bridgedTo(StringData.class)))
                .outputTypeStrategy(call -> Optional.of(outputType(specLiteral(call))))
                .build();
    }

    private static DataType outputType(String specText) {
        try {
            DataType row = TypeConversions.fromLogicalToDataType(OutputColumns.rowType(DecodeSpec.parse(specText)));
            return Types.internal(row);
        } catch (IllegalArgumentException refused) {
            throw new ValidationException("headgate_decode: " + refused.getMessage(), refused);
        }
    }

    private static String specLiteral(CallContext call) {
        return call.getArgumentValue(SPEC_ARGUMENT, String.class)
                .orElseThrow(() -> new ValidationException("headgate_decode: the spec must be a string literal"));
    }
}
