/**
 * {@code alphaflow check-lookahead}: whether a strategy's decisions depend on what it cannot know.
 */
package io.alphaflow.cli.lookahead;
