/** Testing what an application publishes, without a hub. */
@NullMarked
package io.ssehub.starter.test;

import org.jspecify.annotations.NullMarked;
