/** The one page a shopper sees. Promises to show nothing that is not in the ledger, and no personal data. */
@NullMarked
package io.llgateway.shopper;

import org.jspecify.annotations.NullMarked;
