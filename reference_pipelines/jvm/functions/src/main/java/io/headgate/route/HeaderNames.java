package io.headgate.route;

import org.apache.flink.table.data.StringData;

/** The headers' names on the wire. One set a task: Flink's strings carry lazy mutable state, so threads do not share them. */
final class HeaderNames {
    static final StringData EMPTY = text("");

    final StringData topic = text("hg.topic");
    final StringData partition = text("hg.partition");
    final StringData offset = text("hg.offset");
    final StringData timestamp = text("hg.timestamp");
    final StringData schemaId = text("hg.schema.id");
    final StringData schemaVersion = text("hg.schema.version");
    final StringData contract = text("hg.contract");
    final StringData attempt = text("hg.attempt");
    final StringData producedAt = text("hg.produced-at");
    final StringData traceparent = text("traceparent");
    final StringData warnings = text("hg.warnings");
    final StringData unknown = text("hg.unknown");
    final StringData errors = text("hg.errors");
    final StringData envelope = text("hg.envelope");
    final StringData connectTopic = text("__connect.errors.topic");
    final StringData connectPartition = text("__connect.errors.partition");
    final StringData connectOffset = text("__connect.errors.offset");
    final StringData connectStage = text("__connect.errors.stage");
    final StringData connectClass = text("__connect.errors.class.name");
    final StringData connectException = text("__connect.errors.exception.class.name");
    final StringData connectMessage = text("__connect.errors.exception.message");

    /** Materialises both forms, bytes and Java text, once instead of once a record. */
    private static StringData text(String name) {
        StringData text = StringData.fromString(name);
        text.toBytes();
        return text;
    }
}
