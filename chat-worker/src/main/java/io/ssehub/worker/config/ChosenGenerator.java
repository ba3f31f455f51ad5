package io.ssehub.worker.config;

import io.ssehub.worker.generator.ReplyGenerator;

/**
 * The generator that {@code worker.generator} names.
 *
 * @param name the name of its bean
 */
public record ChosenGenerator(String name, ReplyGenerator generator) {}
