/** For unit tests of strategies. */
package io.alphaflow.strategy.testing;
