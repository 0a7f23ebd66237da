/** What an operator asks: find, redrive, review, balance, health. Promises that every action is recorded with who and why. */
@NullMarked
package io.llgateway.operations;

import org.jspecify.annotations.NullMarked;
