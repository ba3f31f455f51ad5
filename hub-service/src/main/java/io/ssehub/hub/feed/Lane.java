package io.ssehub.hub.feed;

import java.util.concurrent.Executor;

/**
 * The one thread that owns a share of the feeds. Tasks run in the order they were given, one at a time; that is all the
 * locking feeds need.
 */
public interface Lane extends Executor {}
