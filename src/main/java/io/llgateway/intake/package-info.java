/** Bytes in, answer out. Promises that a body is decoded once, strictly and within limits, and that no answer carries anything of its request. */
@NullMarked
package io.llgateway.intake;

import org.jspecify.annotations.NullMarked;
