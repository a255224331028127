package io.headgate.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import io.headgate.crypto.Treater;
import io.headgate.decode.Framing;
import io.headgate.decode.MalformedRecord;
import io.headgate.decode.PayloadReader;
import io.headgate.decode.Slots;
import io.headgate.decode.TextBuffer;
import io.headgate.spec.Column;
import io.headgate.spec.DecodeSpec;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** Reads protobuf payloads by the contract's message: the wire needs no writer schema, tags say what is what. */
public final class ProtobufReader implements PayloadReader {
    private static final Resolution RESOLUTION = new Resolution() { };
    private static final int NO_INDEXES = 0;
    /** Zigzag of one: the long form of "the first message" is a list of one index, 0. */
    private static final int ONE_INDEX = 2;

    private final MessageSpec spec;
    private final Descriptor descriptor;
    private final List<Column> columns;
    private final FieldSpec[] columnFields;
    private final int[] columnSlots;
    private final FieldSpec[] slotFields;
    private final FieldDescriptor[][] slotDescriptors;
    private final MessageCheck check = new MessageCheck();
    private final CleanMessage cleanMessage;
    private final boolean untreated;
    private byte[] framed;
    private Message message;

    /** The treater is asked for only when a clean value is wanted and something is treated. */
    public ProtobufReader(DecodeSpec decode, Slots slots, Supplier<Treater> treater) {
        spec = MessageSpec.parse(decode.reader());
        descriptor = DescriptorBuilder.of(spec);
        columns = decode.columns();
        columnFields = columns.stream().map(column -> spec.at(column.path())).toArray(FieldSpec[]::new);
        columnSlots = columns.stream().mapToInt(column -> slots.of(column.path())).toArray();
        for (int i = 0; i < columnFields.length; i++) {
            Values.requireReadable(columnFields[i], columns.get(i).type());
        }
        int count = slots.byPath().size();
        slotFields = new FieldSpec[count];
        slotDescriptors = new FieldDescriptor[count][];
        slots.byPath().forEach(this::bind);
        untreated = decode.treatments().isEmpty();
        cleanMessage = decode.clean() == null ? null : new CleanMessage(
                spec, MessageSpec.parse(decode.clean()), decode.treatments(), untreated ? null : treater.get());
    }

    /** The .proto text the clean schema is registered as; null when the spec does not give it. */
    public static String registeredText(String messageSpec) {
        return MessageSpec.parse(messageSpec).proto();
    }

    private void bind(List<String> path, int slot) {
        slotFields[slot] = spec.at(path);
        slotDescriptors[slot] = new FieldDescriptor[path.size()];
        Descriptor here = descriptor;
        for (int i = 0; i < path.size(); i++) {
            slotDescriptors[slot][i] = spec.at(path.subList(0, i + 1)).in(here);
            boolean last = i == path.size() - 1;
            here = last ? null : slotDescriptors[slot][i].getMessageType();
        }
    }

    @Override
    public Resolution resolve(String writerSchema) {
        return RESOLUTION;
    }

    @Override
    public void read(byte[] record, Resolution how) throws MalformedRecord {
        framed = record;
        int start = payloadStart(record);
        try {
            CodedInputStream in = CodedInputStream.newInstance(record, start, record.length - start);
            message = DynamicMessage.parseFrom(descriptor, in);
        } catch (IOException invalid) {
            throw new MalformedRecord("not-this-message");
        }
        check.check(spec, message);
    }

    private static int payloadStart(byte[] record) throws MalformedRecord {
        int at = Framing.HEADER_BYTES;
        if (record.length > at && record[at] == NO_INDEXES) {
            return at + 1;
        }
        if (record.length > at + 1 && record[at] == ONE_INDEX && record[at + 1] == 0) {
            return at + 2;
        }
        throw new MalformedRecord("message-index");
    }

    /** The message that holds the slot's last step; null when a message on the way is absent. */
    private Message owner(int slot) {
        Message here = message;
        for (int i = 0; i < slotDescriptors[slot].length - 1; i++) {
            if (!here.hasField(slotDescriptors[slot][i])) {
                return null;
            }
            here = (Message) here.getField(slotDescriptors[slot][i]);
        }
        return here;
    }

    private Object value(int slot) {
        Message owner = owner(slot);
        FieldDescriptor field = slotDescriptors[slot][slotDescriptors[slot].length - 1];
        if (owner == null || field.hasPresence() && !owner.hasField(field)) {
            return null;
        }
        return owner.getField(field);
    }

    @Override
    public boolean appendText(int slot, TextBuffer out) throws MalformedRecord {
        Object value = value(slot);
        return value != null && Texts.append(slotFields[slot], value, out);
    }

    @Override
    public Long eventMillis(int slot) throws MalformedRecord {
        Object value = slot == Slots.NONE ? null : value(slot);
        return value == null ? null : Values.eventMillis(slotFields[slot], value);
    }

    @Override
    public Object column(int index) throws MalformedRecord {
        Message owner = owner(columnSlots[index]);
        return owner == null ? null : Values.read(columnFields[index], columns.get(index).type(), owner);
    }

    @Override
    public String unknownFields() {
        return check.unknownFields();
    }

    @Override
    public byte[] clean(int cleanId) throws MalformedRecord {
        if (untreated && check.unknownFields().isEmpty()) {
            return Framing.reframe(framed, cleanId);
        }
        byte[] payload = cleanMessage.rebuild(message);
        byte[] clean = new byte[Framing.HEADER_BYTES + 1 + payload.length];
        Framing.writeHeader(clean, cleanId);
        System.arraycopy(payload, 0, clean, Framing.HEADER_BYTES + 1, payload.length);
        return clean;
    }
}
