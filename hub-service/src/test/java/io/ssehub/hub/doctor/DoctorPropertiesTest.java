package io.ssehub.hub.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.hub.fixture.Settings;
import org.junit.jupiter.api.Test;

class DoctorPropertiesTest {
    @Test
    void hasDefaults() {
        assertThat(Settings.defaults(DoctorProperties.class)).isEqualTo(new DoctorProperties(16));
    }

    @Test
    void takesEveryProperty() {
        assertThat(Settings.bind(DoctorProperties.class, "streams=0")).isEqualTo(new DoctorProperties(0));
    }
}
