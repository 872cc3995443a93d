/** Failures of every part of a cluster, and what must hold after each: {@code cluster chaos}. */
package io.alphaflow.cli.chaos;
