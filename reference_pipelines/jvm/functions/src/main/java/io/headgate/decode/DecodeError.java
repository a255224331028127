package io.headgate.decode;

import org.apache.flink.table.data.StringData;

/** The reasons for which a record cannot be decoded; the names are part of the wire contract of the dead letter topic. */
public enum DecodeError {
    NULL_VALUE("decode/null-value"),
    TOO_SHORT("decode/too-short"),
    BAD_MAGIC("decode/bad-magic"),
    UNKNOWN_SCHEMA("decode/unknown-schema"),
    FOREIGN_SCHEMA("decode/foreign-schema"),
    MALFORMED("decode/malformed"),
    TRAILING_BYTES("decode/trailing-bytes"),
    BAD_KEY("decode/bad-key");

    private final String rule;

    DecodeError(String rule) {
        this.rule = rule;
    }

    /** The rule name as it appears in {@code hg.errors}. */
    public String rule() {
        return rule;
    }

    /** The rule name as a fresh SQL value; not shared, since Flink's strings carry lazy mutable state. */
    public StringData sqlValue() {
        return StringData.fromString(rule);
    }
}
