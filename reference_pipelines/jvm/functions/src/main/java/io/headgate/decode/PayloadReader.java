package io.headgate.decode;

/**
 * Reads the payloads of one format into the values a job wants. Belongs to one thread; what it answers is about the payload
 * read last.
 */
public interface PayloadReader {
    /**
     * Checks the whole payload and notes where its values lie.
     *
     * @param framed the framed record: the payload starts behind the schema id
     * @throws MalformedRecord when the bytes are not what the writer's schema says
     */
    void read(byte[] framed, Resolution resolution) throws MalformedRecord;

    /** Appends the value's text (numbers in decimal, temporal values as the number on the wire); false when it is null. */
    boolean appendText(int slot, TextBuffer out) throws MalformedRecord;

    /** The event time in epoch milliseconds; null when the record has none. */
    Long eventMillis(int slot) throws MalformedRecord;

    /** The value of the i-th column in Flink's internal form. */
    Object column(int index) throws MalformedRecord;

    /** The names of fields this payload carries and the contract does not know, comma-joined; empty when there are none. */
    String unknownFields();

    /** The record in the clean schema, framed with that schema's id. */
    byte[] clean(int cleanId) throws MalformedRecord;

    /** What a format works out once a writer schema. */
    interface Resolution {}

    /**
     * Works out how to read what one writer schema wrote.
     *
     * @throws IllegalArgumentException when the contract's reader schema cannot read it
     */
    Resolution resolve(String writerSchema);
}
