/** The commands of all pages, pasted as a reader pastes them. */
@NullMarked
package io.ssehub.e2e.pages;

import org.jspecify.annotations.NullMarked;
