/** {@code alphaflow indicators}: indicators over files, and what indicators there are. */
package io.alphaflow.cli.indicators;
