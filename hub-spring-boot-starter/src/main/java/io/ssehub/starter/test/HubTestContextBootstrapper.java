package io.ssehub.starter.test;

import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;

/** Begins a context for {@link HubTest}. */
class HubTestContextBootstrapper extends TestSliceTestContextBootstrapper<HubTest> {}
