package io.ssehub.offender.generator;

import io.lettuce.core.RedisURI;
import io.micrometer.core.instrument.MeterRegistry;
import io.ssehub.offender.other.Friend;
import org.springframework.web.client.RestClient;

/** Breaks every rule of the packages, to show that they can fail. */
public record Offender(RedisURI redis, MeterRegistry meters, RestClient http, Friend friend) {}
