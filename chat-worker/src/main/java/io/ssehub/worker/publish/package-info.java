/** Brings an answer into its client's log: in order, without holes, and only while the attempt is ours. */
@NullMarked
package io.ssehub.worker.publish;

import org.jspecify.annotations.NullMarked;
