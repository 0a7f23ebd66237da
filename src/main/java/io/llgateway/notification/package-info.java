/** What LianLian says, in its own names: kinds, channels, outcomes, fields and their formats. Promises to change no text that was signed. */
@NullMarked
package io.llgateway.notification;

import org.jspecify.annotations.NullMarked;
