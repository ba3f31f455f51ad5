package io.ssehub.starter.test;

import org.springframework.stereotype.Component;

/** Nothing a slice would want. */
@Component
class Warehouse {}
