package io.headgate.route;

import java.nio.charset.StandardCharsets;

/** The headers on the wire, in the order in which a record carries them. */
enum Header {
    TOPIC("hg.topic"),
    PARTITION("hg.partition"),
    OFFSET("hg.offset"),
    TIMESTAMP("hg.timestamp"),
    SCHEMA_ID("hg.schema.id"),
    SCHEMA_VERSION("hg.schema.version"),
    CONTRACT("hg.contract"),
    ATTEMPT("hg.attempt"),
    PRODUCED_AT("hg.produced-at"),
    TRACEPARENT("traceparent"),
    WARNINGS("hg.warnings"),
    UNKNOWN("hg.unknown"),
    ERRORS("hg.errors"),
    CONNECT_TOPIC("__connect.errors.topic"),
    CONNECT_PARTITION("__connect.errors.partition"),
    CONNECT_OFFSET("__connect.errors.offset"),
    CONNECT_STAGE("__connect.errors.stage"),
    CONNECT_CLASS("__connect.errors.class.name"),
    CONNECT_EXCEPTION("__connect.errors.exception.class.name"),
    CONNECT_MESSAGE("__connect.errors.exception.message"),
    ENVELOPE("hg.envelope");

    private final byte[] wireName;

    Header(String wireName) {
        this.wireName = wireName.getBytes(StandardCharsets.UTF_8);
    }

    byte[] wireName() {
        return wireName;
    }
}
