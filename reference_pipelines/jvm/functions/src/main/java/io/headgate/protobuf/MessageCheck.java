package io.headgate.protobuf;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.headgate.decode.MalformedRecord;
import java.util.List;
import java.util.TreeSet;

/** Walks a whole message: holds every value to its contract type and gathers the tags the contract does not know. */
final class MessageCheck {
    private static final int MOST_NAMED = 100;
    /** Sorts behind all names. */
    private static final String MORE = "…";

    private final TreeSet<String> unknown = new TreeSet<>();

    /** The unknown tags of the message checked last, as dotted paths, comma-joined; not without end, since they travel in a header. */
    String unknownFields() {
        return String.join(",", unknown);
    }

    void check(MessageSpec spec, Message message) throws MalformedRecord {
        unknown.clear();
        walk(spec, message, "");
    }

    private void walk(MessageSpec spec, Message message, String prefix) throws MalformedRecord {
        for (Integer number : message.getUnknownFields().asMap().keySet()) {
            if (spec.has(number)) {
                throw new MalformedRecord("other-wire-type");
            }
            unknown.add(unknown.size() < MOST_NAMED ? prefix + number : MORE);
        }
        for (FieldSpec field : spec.fields()) {
            FieldDescriptor descriptor = field.in(message.getDescriptorForType());
            if (descriptor.isRepeated()) {
                for (Object item : (List<?>) message.getField(descriptor)) {
                    value(field, item, prefix);
                }
            } else if (message.hasField(descriptor)) {
                value(field, message.getField(descriptor), prefix);
            }
        }
    }

    private void value(FieldSpec field, Object value, String prefix) throws MalformedRecord {
        switch (field.type()) {
            case MESSAGE -> walk(field.message(), (Message) value, prefix + field.name() + ".");
            case MAP -> {
                Message entry = (Message) value;
                Object inner = entry.getField(entry.getDescriptorForType().findFieldByNumber(2));
                value(field.value(), inner, prefix + field.name() + ".");
            }
            case ENUM -> field.symbol(((EnumValueDescriptor) value).getNumber());
            case DECIMAL -> Texts.decimal((String) value);
            case DATE -> Texts.date((String) value);
            case TIME -> Texts.time((String) value);
            case LOCALTIMESTAMP -> Texts.localTimestamp((String) value);
            case TIMESTAMP -> Texts.instant(value);
            case UINT64, FIXED64 -> requirePositive((Long) value);
            default -> { }
        }
    }

    private static void requirePositive(long value) throws MalformedRecord {
        if (value < 0) {
            throw new MalformedRecord("int-out-of-range");
        }
    }
}
