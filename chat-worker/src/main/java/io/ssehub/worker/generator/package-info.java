/** Makes answers out of questions; knows nothing of Redis, of hubs or of the framework. */
@NullMarked
package io.ssehub.worker.generator;

import org.jspecify.annotations.NullMarked;
