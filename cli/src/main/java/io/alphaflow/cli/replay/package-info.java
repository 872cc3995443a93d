/** {@code alphaflow replay}: history of a log into another topic. */
package io.alphaflow.cli.replay;
