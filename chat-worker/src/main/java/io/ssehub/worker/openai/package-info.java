/** Answers by any endpoint that speaks OpenAI's chat completions; the only place that knows Spring AI and OpenAI's SDK. */
@NullMarked
package io.ssehub.worker.openai;

import org.jspecify.annotations.NullMarked;
