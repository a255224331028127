package io.headgate.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import io.headgate.crypto.Treater;
import io.headgate.decode.MalformedRecord;
import io.headgate.decode.TextBuffer;
import io.headgate.spec.Treatment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Rebuilds a message in the clean schema: known fields only, treated ones as text. */
final class CleanMessage {
    private final MessageSpec reader;
    private final MessageSpec clean;
    private final Descriptor descriptor;
    private final List<Treatment> treatments;
    private final Treater treater;
    private final TextBuffer text = new TextBuffer();

    /** A clean message is refused when it is not the reader message with its treatments applied. */
    CleanMessage(MessageSpec reader, MessageSpec clean, List<Treatment> treatments, Treater treater) {
        this.reader = reader;
        this.clean = clean;
        this.treatments = treatments;
        this.treater = treater;
        descriptor = DescriptorBuilder.of(clean);
        treatments.forEach(treatment -> reader.at(treatment.path()));
        requireShape(reader, clean, List.of());
    }

    private void requireShape(MessageSpec from, MessageSpec to, List<String> parent) {
        for (FieldSpec field : from.fields()) {
            List<String> path = join(parent, field.name());
            Treatment treatment = treatmentOf(path);
            boolean dropped = treatment != null && treatment.kind() == Treatment.Kind.DROP;
            FieldSpec target = to.field(field.name());
            boolean holds = dropped ? target == null : target != null && target.number() == field.number()
                    && target.isRepeated() == field.isRepeated()
                    && target.type() == (treatment == null ? field.type() : FieldType.STRING);
            if (!holds) {
                throw new IllegalArgumentException("the clean message is not the reader message with its treatments applied: "
                        + "they differ at " + String.join(".", path));
            }
            if (target != null && target.type() == FieldType.MESSAGE) {
                requireShape(field.message(), target.message(), path);
            }
        }
    }

    byte[] rebuild(Message message) throws MalformedRecord {
        return copy(reader, clean, message, descriptor, List.of()).toByteArray();
    }

    private DynamicMessage copy(MessageSpec from, MessageSpec to, Message source, Descriptor target, List<String> parent)
            throws MalformedRecord {
        DynamicMessage.Builder builder = DynamicMessage.newBuilder(target);
        for (FieldSpec field : to.fields()) {
            FieldSpec original = from.field(field.name());
            FieldDescriptor read = original.in(source.getDescriptorForType());
            List<String> path = join(parent, field.name());
            if (read.isRepeated()) {
                for (Object item : (List<?>) source.getField(read)) {
                    Object value = value(original, field, item, field.in(target), path);
                    builder.addRepeatedField(field.in(target), value);
                }
            } else if (source.hasField(read)) {
                Object value = value(original, field, source.getField(read), field.in(target), path);
                builder.setField(field.in(target), value);
            }
        }
        return builder.build();
    }

    private Object value(FieldSpec from, FieldSpec to, Object value, FieldDescriptor target, List<String> path)
            throws MalformedRecord {
        Treatment treatment = treatmentOf(path);
        if (treatment != null) {
            text.clear();
            Texts.append(from, value, text);
            return new String(treater.treat(treatment.kind(), text), StandardCharsets.UTF_8);
        }
        return switch (to.type()) {
            case MESSAGE -> copy(from.message(), to.message(), (Message) value, target.getMessageType(), path);
            case MAP -> entry(from, to, (Message) value, target.getMessageType(), path);
            case ENUM -> enumValue(target.getEnumType(), (EnumValueDescriptor) value);
            default -> value;
        };
    }

    private Object entry(FieldSpec from, FieldSpec to, Message entry, Descriptor target, List<String> path)
            throws MalformedRecord {
        FieldDescriptor value = target.findFieldByNumber(2);
        Object original = entry.getField(entry.getDescriptorForType().findFieldByNumber(2));
        return DynamicMessage.newBuilder(target)
                .setField(target.findFieldByNumber(1), entry.getField(entry.getDescriptorForType().findFieldByNumber(1)))
                .setField(value, value(from.value(), to.value(), original, value, path))
                .build();
    }

    private static EnumValueDescriptor enumValue(EnumDescriptor target, EnumValueDescriptor value) {
        return target.findValueByNumberCreatingIfUnknown(value.getNumber());
    }

    private Treatment treatmentOf(List<String> path) {
        for (Treatment treatment : treatments) {
            if (treatment.path().equals(path)) {
                return treatment;
            }
        }
        return null;
    }

    private static List<String> join(List<String> parent, String name) {
        List<String> path = new ArrayList<>(parent);
        path.add(name);
        return path;
    }
}
