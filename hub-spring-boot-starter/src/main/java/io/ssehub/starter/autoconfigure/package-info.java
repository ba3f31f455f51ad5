/** What Spring Boot sets up for an application that has this starter. */
@NullMarked
package io.ssehub.starter.autoconfigure;

import org.jspecify.annotations.NullMarked;
