package io.alphaflow.risk.breaker;

import io.alphaflow.risk.gate.BreakerEvent;

/**
 * An event as one breaker sees it.
 *
 * @param key events of equal keys are one sequence
 * @param event what happened
 * @param counts whether it is one of those that the breaker looks for; one that is not ends a row
 */
public record Watched(String key, BreakerEvent event, boolean counts) {}
