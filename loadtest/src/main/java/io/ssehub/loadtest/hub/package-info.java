/** What is known of the hub's HTTP interface: channels, connect addresses, publish and chat calls. */
@NullMarked
package io.ssehub.loadtest.hub;

import org.jspecify.annotations.NullMarked;
