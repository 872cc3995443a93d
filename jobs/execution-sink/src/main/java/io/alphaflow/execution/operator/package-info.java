/** Flink operators that host the plain Java of this job. */
package io.alphaflow.execution.operator;
