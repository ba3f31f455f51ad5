package io.ssehub.hub.doctor;

/** What checks of connections count. */
public interface DoctorMeters {
    /**
     * A check was asked for.
     *
     * @param begun false if there was no place for it
     */
    void checkAsked(boolean begun);
}
