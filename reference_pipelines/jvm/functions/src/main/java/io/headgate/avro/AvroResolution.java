package io.headgate.avro;

import io.headgate.decode.DecodeError;
import io.headgate.decode.Framing;
import io.headgate.decode.MalformedRecord;
import io.headgate.decode.PayloadReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashSet;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** How one writer schema is read by the contract's reader schema. */
final class AvroResolution implements PayloadReader.Resolution {
    private final boolean sameWire;
    private final String unknownFields;
    private final Node writerNode;
    private final GenericDatumReader<Object> datumReader;
    private final GenericDatumWriter<Object> datumWriter;
    private final ByteArrayOutputStream resolved = new ByteArrayOutputStream();
    private BinaryDecoder decoder;
    private BinaryEncoder encoder;

    AvroResolution(Schema writer, Schema reader) {
        if (SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType() != SchemaCompatibilityType.COMPATIBLE) {
            throw new IllegalArgumentException("the reader schema cannot read what this schema writes");
        }
        if (!Schemas.sameMeaning(writer, reader, new HashSet<>())) {
            throw new IllegalArgumentException("what this schema writes is another unit, scale or time to the reader schema");
        }
        sameWire = Schemas.sameWire(writer, reader);
        unknownFields = String.join(",", Schemas.unknownFields(writer, reader));
        // No conversions are registered: logical types stay the numbers and bytes of the wire.
        GenericData data = new GenericData();
        writerNode = NodeBuilder.plain(writer);
        datumReader = new GenericDatumReader<>(writer, reader, data);
        datumWriter = new GenericDatumWriter<>(reader, data);
    }

    boolean isSameWire() {
        return sameWire;
    }

    String unknownFields() {
        return unknownFields;
    }

    /** The payload as the reader schema's bytes. The writer's bytes are checked first, so that the library meets no poison. */
    byte[] resolve(byte[] framed, Cursor cursor) throws MalformedRecord {
        cursor.open(framed, Framing.HEADER_BYTES, framed.length);
        writerNode.pass(cursor, null);
        if (cursor.remaining() > 0) {
            throw new MalformedRecord(DecodeError.TRAILING_BYTES, "trailing-bytes");
        }
        try {
            int length = framed.length - Framing.HEADER_BYTES;
            decoder = DecoderFactory.get().binaryDecoder(framed, Framing.HEADER_BYTES, length, decoder);
            Object record = datumReader.read(null, decoder);
            resolved.reset();
            encoder = EncoderFactory.get().binaryEncoder(resolved, encoder);
            datumWriter.write(record, encoder);
            encoder.flush();
            return resolved.toByteArray();
        } catch (IOException | AvroRuntimeException refused) {
            throw new MalformedRecord("unresolvable");
        }
    }
}
