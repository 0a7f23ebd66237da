package io.llgateway.shopper;

import java.util.Map;

/**
 * One finished page.
 *
 * @param html the text, to be sent as UTF-8
 * @param headers every header it must be sent with, among them its own Content-Security-Policy; unmodifiable
 */
public record Page(String html, Map<String, String> headers) {}
