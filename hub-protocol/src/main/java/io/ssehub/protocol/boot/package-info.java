/** Sets the protocol up from Spring Boot's properties, the same way in every service. */
@NullMarked
package io.ssehub.protocol.boot;

import org.jspecify.annotations.NullMarked;
