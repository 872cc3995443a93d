/** Commands for market data in files: import, bars, export, record. */
package io.alphaflow.cli.history;
