/** Is it really LianLian's, and for this merchant? Promises that only a text LianLian signed, and that has exactly one reading, becomes facts. */
@NullMarked
package io.llgateway.verification;

import org.jspecify.annotations.NullMarked;
