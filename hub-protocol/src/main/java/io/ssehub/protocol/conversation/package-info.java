/** What was said in a conversation: an index of generations, and what a model gets to know of them. */
@NullMarked
package io.ssehub.protocol.conversation;

import org.jspecify.annotations.NullMarked;
