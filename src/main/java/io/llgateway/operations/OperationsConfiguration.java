package io.llgateway.operations;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Switches on the clockwork of redrives and retention. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class OperationsConfiguration {}
