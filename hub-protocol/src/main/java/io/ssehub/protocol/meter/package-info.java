/** What is measured of Redis' driver; nothing else here knows of meters. */
@NullMarked
package io.ssehub.protocol.meter;

import org.jspecify.annotations.NullMarked;
