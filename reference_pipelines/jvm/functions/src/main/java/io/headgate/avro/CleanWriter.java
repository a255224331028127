package io.headgate.avro;

import io.headgate.crypto.Treater;
import io.headgate.decode.Framing;
import io.headgate.decode.MalformedRecord;
import io.headgate.decode.TextBuffer;
import io.headgate.spec.Treatment;
import java.util.List;
import org.apache.avro.Schema;

/** Copies a walked record into its clean form: untouched ranges as bytes, treated values as text. */
final class CleanWriter {
    private final List<Treatment> treatments;
    private final TextWriter[] texts;
    private final Treater treater;
    private final TextBuffer out = new TextBuffer();
    private final TextBuffer text = new TextBuffer();

    CleanWriter(Schema reader, List<Treatment> treatments, Treater treater) {
        this.treatments = treatments;
        this.treater = treater;
        texts = new TextWriter[treatments.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = treatments.get(i).kind() == Treatment.Kind.DROP ? null : text(reader, treatments.get(i).path());
        }
    }

    byte[] write(Cursor cursor, Marks marks, int payloadStart, int cleanId) throws MalformedRecord {
        out.clear();
        for (int i = 0; i < Framing.HEADER_BYTES; i++) {
            out.append((byte) 0);
        }
        int copied = payloadStart;
        for (int i = 0; i < marks.editCount(); i++) {
            out.append(cursor.bytes, copied, marks.editStart(i) - copied);
            replace(cursor, marks, i);
            copied = marks.editEnd(i);
        }
        out.append(cursor.bytes, copied, cursor.end - copied);
        byte[] clean = out.toBytes();
        Framing.writeHeader(clean, cleanId);
        return clean;
    }

    private void replace(Cursor cursor, Marks marks, int edit) throws MalformedRecord {
        int kind = marks.editKind(edit);
        if (kind == Marks.BLOCK_HEADER) {
            appendVarint(marks.editItems(edit));
        } else if (texts[kind] != null) {
            cursor.position = marks.editStart(edit);
            text.clear();
            texts[kind].write(cursor, text);
            byte[] treated = treater.treat(treatments.get(kind).kind(), text);
            appendVarint(treated.length);
            out.append(treated);
        }
    }

    private void appendVarint(long value) {
        long rest = (value << 1) ^ (value >> (Long.SIZE - 1));
        while ((rest & ~0x7FL) != 0) {
            out.append((byte) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.append((byte) rest);
    }

    /** The text of a treated field, whose path may run through arrays and maps. */
    private static TextWriter text(Schema root, List<String> path) {
        Schema here = root;
        for (String name : path) {
            here = item(here).getField(name).schema();
        }
        return TextWriter.of(Schemas.withoutNull(here));
    }

    private static Schema item(Schema schema) {
        Schema present = Schemas.withoutNull(schema);
        return switch (present.getType()) {
            case ARRAY -> item(present.getElementType());
            case MAP -> item(present.getValueType());
            default -> present;
        };
    }
}
