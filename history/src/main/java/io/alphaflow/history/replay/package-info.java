/** Copies a part of a log into another topic, at the speed at which it was written or another. */
package io.alphaflow.history.replay;
