/** Flink functions of the signals job: they load state, call the plain Java, and store state. */
package io.alphaflow.signals.operator;
