package io.headgate.spec;

import java.util.List;
import org.apache.flink.table.types.logical.LogicalType;

/** One value of the record that the SQL around the function needs. */
public record Column(String name, List<String> path, LogicalType type) {}
