package io.headgate.flink;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.functions.ScalarFunction;

/**
 * SQL: {@code headgate_matches(text, pattern)}: whether the text contains a match, as Flink's {@code REGEXP} says it, for any text.
 *
 * <p>Java's matcher calls itself for each turn of a repeated group, and a long text can use up the stack.
 * {@code REGEXP} lets that error out, and the job would meet the same record again after every restart. Here it means that no match
 * was found: the rule fails, and the record becomes a dead letter that can be looked at.
 */
public final class Matches extends ScalarFunction {
    private static final long serialVersionUID = 1L;

    /** More than an operator has rules; only a pattern that is no literal comes near. */
    static final int PATTERNS_KEPT = 1024;

    /** By their text, since calls of one operator share an instance. */
    private transient Map<String, Pattern> patterns;

    /** Called by Flink for every record. */
    @DataTypeHint("BOOLEAN")
    public Boolean eval(
            @DataTypeHint(value = "STRING", bridgedTo = StringData.class) StringData text,
            @DataTypeHint(value = "STRING", bridgedTo = StringData.class) StringData pattern) {
        if (text == null || pattern == null) {
            return null;
        }
        // Both texts are decoded once: StringData keeps what it gave.
        String regex = pattern.toString();
        return !regex.isEmpty() && isFound(compiled(regex), text.toString());
    }

    private static boolean isFound(Pattern pattern, String text) {
        try {
            return pattern.matcher(text).find();
        } catch (StackOverflowError tooDeep) {
            return false;
        }
    }

    private Pattern compiled(String regex) {
        if (patterns == null) {
            patterns = new HashMap<>();
        }
        Pattern known = patterns.get(regex);
        if (known != null) {
            return known;
        }
        if (patterns.size() == PATTERNS_KEPT) {
            patterns.clear();
        }
        Pattern made = Pattern.compile(regex);
        patterns.put(regex, made);
        return made;
    }
}
