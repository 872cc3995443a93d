/**
 * What decisions ask for, what is known of one order, and the reports that follow from it. Plain
 * Java.
 */
package io.alphaflow.execution.order;
