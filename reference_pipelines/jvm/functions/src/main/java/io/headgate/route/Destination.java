package io.headgate.route;

/** Where a record goes; every record goes to exactly one. */
public enum Destination {
    CLEAN, DLQ, LATE, DUPLICATES
}
