/** What is published to: channels and the names they are made of. */
@NullMarked
package io.ssehub.protocol.channel;

import org.jspecify.annotations.NullMarked;
