package io.llgateway.shopper;

/**
 * Whether every page says that no real money moved (contract section 8).
 *
 * @param on whether the sandbox is on
 */
public record SandboxMark(boolean on) {}
