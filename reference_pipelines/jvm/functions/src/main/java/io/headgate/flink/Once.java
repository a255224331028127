package io.headgate.flink;

import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.functions.ScalarFunction;

/**
 * SQL: {@code headgate_once(text)}: the text as it is, computed once a record.
 *
 * <p>The planner writes an expression out wherever a later view names its column. It leaves one that is not deterministic in its
 * place, and says so of this function, so that the rules inside are judged once and not once for each use of the verdict.
 */
public final class Once extends ScalarFunction {
    private static final long serialVersionUID = 1L;

    /** Called by Flink for every record. */
    @DataTypeHint(value = "STRING", bridgedTo = StringData.class)
    public StringData eval(@DataTypeHint(value = "STRING", bridgedTo = StringData.class) StringData text) {
        return text;
    }

    @Override
    public boolean isDeterministic() {
        return false;
    }
}
