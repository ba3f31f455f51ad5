package io.ssehub.protocol.checkup;

/**
 * One thing about Redis that is not as it should be.
 *
 * @param what the setting's name
 * @param present its value now
 * @param recommended what it should be
 * @param why what happens otherwise
 * @param needed whether nothing works without it
 */
record Finding(String what, String present, String recommended, String why, boolean needed) {
    static Finding advice(String what, String present, String recommended, String why) {
        return new Finding(what, present, recommended, why, false);
    }

    static Finding need(String what, String present, String recommended, String why) {
        return new Finding(what, present, recommended, why, true);
    }

    @Override
    public String toString() {
        return what + " is " + (present.isEmpty() ? "not set" : present) + ", should be " + recommended + " (" + why
                + ")";
    }
}
