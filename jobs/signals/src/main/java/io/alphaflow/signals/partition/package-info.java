/**
 * One partition of the trade log as one plain state machine: entries in their order in, signals and
 * alerts out. No Flink.
 */
package io.alphaflow.signals.partition;
