/** Bars out of files, without a desk. */
package io.alphaflow.history.bars;
