/** The command line: what was asked for, made into a setup and a scenario, played, and reported. */
@NullMarked
package io.ssehub.loadtest.cli;

import org.jspecify.annotations.NullMarked;
