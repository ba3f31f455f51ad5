package io.ssehub.protocol.redis;

/**
 * A script with what it is given, which is not to be changed any more.
 *
 * @param keys as the script's head says, as are the arguments
 */
public record ScriptCall(Script script, String[] keys, byte[]... args) {}
