package io.alphaflow.common.model;

/**
 * One control that a signal failed.
 *
 * @param control number in the list of controls, for example {@code C1}
 * @param code for example {@code MAX_ORDER_VALUE}
 * @param limit what is allowed, with its unit
 * @param observed what was found, in the same unit
 */
public record Violation(String control, String code, String limit, String observed) {}
