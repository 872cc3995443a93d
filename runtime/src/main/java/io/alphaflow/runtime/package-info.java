/**
 * The one-machine runtime: a real Kafka broker, a real Flink cluster and a real database for one
 * JVM, as {@code alphaflow demo} and the integration tests need them. Everything listens on the
 * loopback address only. Nothing here is meant for production.
 */
package io.alphaflow.runtime;
