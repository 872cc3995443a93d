/**
 * The strategies that come with the desk. They are compiled against the strategy API alone and
 * found by the service loader, as those of anybody else; {@code docs/strategies} has a page for
 * each.
 */
package io.alphaflow.strategies;
