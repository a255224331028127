package io.headgate.iceberg;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.jdbc.JdbcCatalog;

/**
 * Prints columns of an Iceberg table as tab-separated text, with equality and position deletes applied.
 *
 * <p>For the audit of upsert tables, which readers without equality deletes see wrongly. First line: the columns' names. Null is
 * {@code \N}; tab, line feed, carriage return and backslash are written with a backslash.
 * Exit status: 0 printed, 2 not understood, 3 the catalog or the table cannot be read.
 */
public final class Scan {
    private static final int NOT_UNDERSTOOD = 2;
    private static final int UNREADABLE = 3;
    private static final String PASSWORD_VARIABLE = "HEADGATE_CATALOG_PASSWORD";
    private static final String USAGE = "usage: io.headgate.iceberg.Scan --uri JDBC_URI --warehouse URI --catalog NAME"
            + " --table DATABASE.TABLE --columns A,B [--user NAME (password in " + PASSWORD_VARIABLE + ")]";

    private Scan() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out, System.err));
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) {
        Map<String, String> options = options(arguments);
        if (!options.keySet().containsAll(List.of("uri", "warehouse", "catalog", "table", "columns"))) {
            err.println(USAGE);
            return NOT_UNDERSTOOD;
        }
        try (JdbcCatalog catalog = open(options)) {
            Table table = catalog.loadTable(TableIdentifier.parse(options.get("table")));
            Writer lines = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            print(table, List.of(options.get("columns").split(",")), lines);
            return 0;
        } catch (IllegalArgumentException unknownColumn) {
            err.println(unknownColumn.getMessage());
            return NOT_UNDERSTOOD;
        } catch (RuntimeException | IOException unreadable) {
            err.println(options.get("table") + " cannot be read: " + unreadable.getMessage());
            return UNREADABLE;
        }
    }

    private static Map<String, String> options(String[] arguments) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i].replaceFirst("^--", ""), arguments[i + 1]);
        }
        return options;
    }

    private static JdbcCatalog open(Map<String, String> options) {
        Map<String, String> properties = new HashMap<>();
        properties.put(CatalogProperties.URI, options.get("uri"));
        properties.put(CatalogProperties.WAREHOUSE_LOCATION, options.get("warehouse"));
        if (options.containsKey("user")) {
            properties.put(JdbcCatalog.PROPERTY_PREFIX + "user", options.get("user"));
            properties.put(JdbcCatalog.PROPERTY_PREFIX + "password", System.getenv().getOrDefault(PASSWORD_VARIABLE, ""));
        }
        JdbcCatalog catalog = new JdbcCatalog();
        catalog.setConf(new Configuration());
        catalog.initialize(options.get("catalog"), properties);
        return catalog;
    }

    private static void print(Table table, List<String> columns, Writer lines) throws IOException {
        for (String column : columns) {
            if (table.schema().findField(column) == null) {
                throw new IllegalArgumentException("the table has no column " + column);
            }
        }
        lines.write(String.join("\t", columns) + "\n");
        try (CloseableIterable<Record> rows = IcebergGenerics.read(table).select(columns).build()) {
            for (Record row : rows) {
                write(row, columns, lines);
            }
        }
        lines.flush();
    }

    private static void write(Record row, List<String> columns, Writer lines) throws IOException {
        for (int i = 0; i < columns.size(); i++) {
            lines.write(i == 0 ? "" : "\t");
            lines.write(escape(row.getField(columns.get(i))));
        }
        lines.write('\n');
    }

    private static String escape(Object value) {
        if (value == null) {
            return "\\N";
        }
        String text = value.toString();
        if (text.indexOf('\t') < 0 && text.indexOf('\n') < 0 && text.indexOf('\r') < 0 && text.indexOf('\\') < 0) {
            return text;
        }
        return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r");
    }
}
