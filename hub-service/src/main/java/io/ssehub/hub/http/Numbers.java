package io.ssehub.hub.http;

/** The rule for numbers that a call takes. */
public final class Numbers {
    private Numbers() {}

    /**
     * Returns {@code number} if it is within its limits.
     *
     * @param field what the number stands for, used in the error
     * @throws ApiException if it is not
     */
    public static int check(String field, int number, int least, int most) {
        if (number < least || number > most) {
            throw ApiException.invalid(field, "must be " + least + " to " + most, most);
        }
        return number;
    }
}
