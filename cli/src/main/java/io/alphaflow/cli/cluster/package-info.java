/** A desk on a standalone Flink cluster: Kafka, database, exchange and Flink as own processes. */
package io.alphaflow.cli.cluster;
