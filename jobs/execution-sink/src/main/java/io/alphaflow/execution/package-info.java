/** The job that takes approved orders to the venue and brings back what became of them. */
package io.alphaflow.execution;
