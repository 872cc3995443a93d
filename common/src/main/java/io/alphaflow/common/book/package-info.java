/**
 * Order books kept from a venue's depth stream: price levels of one symbol, and the rule that tells
 * whether the updates join without a gap. Plain numbers, no venue's classes.
 */
package io.alphaflow.common.book;
