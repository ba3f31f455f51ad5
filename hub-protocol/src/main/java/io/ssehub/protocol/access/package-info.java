/** What hubs share about who may come in. Workers cannot read it. */
@NullMarked
package io.ssehub.protocol.access;

import org.jspecify.annotations.NullMarked;
