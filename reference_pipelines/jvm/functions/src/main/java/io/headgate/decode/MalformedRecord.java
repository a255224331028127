package io.headgate.decode;

/**
 * A payload that does not hold what its schema says.
 *
 * <p>Poison comes in floods, so the exception carries no stack trace. The reason never quotes a value of the record.
 */
public final class MalformedRecord extends Exception {
    private static final long serialVersionUID = 1L;

    private final DecodeError error;

    public MalformedRecord(DecodeError error, String reason) {
        super(reason, null, false, false);
        this.error = error;
    }

    public MalformedRecord(String reason) {
        this(DecodeError.MALFORMED, reason);
    }

    public DecodeError error() {
        return error;
    }
}
