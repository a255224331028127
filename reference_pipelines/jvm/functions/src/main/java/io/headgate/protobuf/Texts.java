package io.headgate.protobuf;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Message;
import io.headgate.decode.Limits;
import io.headgate.decode.MalformedRecord;
import io.headgate.decode.TextBuffer;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.concurrent.TimeUnit;

/** The values that protobuf carries as text or as a well-known message. */
final class Texts {
    private static final int MAX_DECIMAL_CHARACTERS = 64;
    private static final int NANOS_DIGITS = 9;
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private static final long FIRST_SECOND = TimeUnit.MILLISECONDS.toSeconds(Limits.FIRST_MILLI);
    private static final long LAST_SECOND = TimeUnit.MILLISECONDS.toSeconds(Limits.LAST_MILLI);

    private Texts() {}

    /** An instant of google.protobuf.Timestamp. */
    record Instant(long seconds, int nanos) {
        long millis() {
            return seconds * TimeUnit.SECONDS.toMillis(1) + nanos / TimeUnit.MILLISECONDS.toNanos(1);
        }

        int nanosOfMilli() {
            return (int) (nanos % TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    static Instant instant(Object value) throws MalformedRecord {
        Message message = (Message) value;
        com.google.protobuf.Descriptors.Descriptor type = message.getDescriptorForType();
        long seconds = (Long) message.getField(type.findFieldByNumber(1));
        int nanos = (Integer) message.getField(type.findFieldByNumber(2));
        if (seconds < FIRST_SECOND || seconds > LAST_SECOND || nanos < 0 || nanos >= NANOS_PER_SECOND) {
            throw new MalformedRecord("time-out-of-range");
        }
        return new Instant(seconds, nanos);
    }

    static BigDecimal decimal(String text) throws MalformedRecord {
        if (text.isEmpty() || text.length() > MAX_DECIMAL_CHARACTERS || text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
            throw new MalformedRecord("bad-decimal");
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException invalid) {
            throw new MalformedRecord("bad-decimal");
        }
    }

    static LocalDate date(String text) throws MalformedRecord {
        try {
            return inRange(LocalDate.parse(text));
        } catch (DateTimeException invalid) {
            throw new MalformedRecord("bad-date");
        }
    }

    static LocalTime time(String text) throws MalformedRecord {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException invalid) {
            throw new MalformedRecord("bad-time");
        }
    }

    static LocalDateTime localTimestamp(String text) throws MalformedRecord {
        try {
            LocalDateTime value = LocalDateTime.parse(text);
            inRange(value.toLocalDate());
            return value;
        } catch (DateTimeException invalid) {
            throw new MalformedRecord("bad-timestamp");
        }
    }

    private static LocalDate inRange(LocalDate date) throws MalformedRecord {
        if (date.toEpochDay() < Limits.FIRST_DAY || date.toEpochDay() > Limits.LAST_DAY) {
            throw new MalformedRecord("time-out-of-range");
        }
        return date;
    }

    /** Appends a scalar's text; false when it reads as null (an enum's unspecified number). */
    static boolean append(FieldSpec field, Object value, TextBuffer out) throws MalformedRecord {
        switch (field.type()) {
            case BYTES -> out.append(((ByteString) value).toByteArray());
            case ENUM -> {
                String symbol = field.symbol(((EnumValueDescriptor) value).getNumber());
                if (symbol == null) {
                    return false;
                }
                out.append(symbol);
            }
            case TIMESTAMP -> {
                Instant instant = instant(value);
                String nanos = Integer.toString(instant.nanos());
                out.append(instant.seconds());
                out.append("." + "0".repeat(NANOS_DIGITS - nanos.length()) + nanos);
            }
            default -> out.append(value.toString());
        }
        return true;
    }
}
