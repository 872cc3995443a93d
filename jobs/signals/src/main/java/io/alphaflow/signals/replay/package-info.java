/** The strategies on a trade log that is read again, in one thread and without Flink. */
package io.alphaflow.signals.replay;
