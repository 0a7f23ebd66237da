/** A pretend LianLian and a pretend ERP for rehearsal. Promises to be closed as soon as one merchant is configured, and never to listen beyond localhost. */
@NullMarked
package io.llgateway.sandbox;

import org.jspecify.annotations.NullMarked;
