/** The simulated exchange as a program of its own. */
package io.alphaflow.cli.exchange;
