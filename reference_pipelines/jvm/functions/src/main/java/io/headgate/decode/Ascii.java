package io.headgate.decode;

/** Decimal numbers as ASCII bytes, without a detour through {@code String}. */
public final class Ascii {
    private static final byte[] LOWEST = "-9223372036854775808".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private Ascii() {}

    public static byte[] decimal(long value) {
        if (value == Long.MIN_VALUE) {
            return LOWEST.clone();
        }
        boolean negative = value < 0;
        long rest = negative ? -value : value;
        byte[] digits = new byte[digits(rest) + (negative ? 1 : 0)];
        int at = digits.length;
        do {
            digits[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest != 0);
        if (negative) {
            digits[0] = '-';
        }
        return digits;
    }

    private static int digits(long value) {
        int count = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            count++;
        }
        return count;
    }
}
