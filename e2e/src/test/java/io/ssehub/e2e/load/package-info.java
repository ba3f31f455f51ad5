/** The load program, as it is shipped, on real hubs: small and short, judged by what arrives and never by time. */
@NullMarked
package io.ssehub.e2e.load;

import org.jspecify.annotations.NullMarked;
