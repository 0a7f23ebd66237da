/** Placeholder until the stages exist. */
@NullMarked
package io.llgateway;

import org.jspecify.annotations.NullMarked;
