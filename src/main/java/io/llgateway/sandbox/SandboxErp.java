package io.llgateway.sandbox;

/** The pretend ERP: verifies and lists the webhooks that arrive (contract section 8). */
final class SandboxErp {
    /** Where the gateway posts its webhooks while the sandbox is on. */
    static final String PATH = "/sandbox/erp";

    private SandboxErp() {}
}
