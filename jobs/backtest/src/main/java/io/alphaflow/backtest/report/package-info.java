/**
 * What a person reads of a backtest: one HTML page that needs no network, and files of the result.
 * The same result gives the same bytes.
 */
package io.alphaflow.backtest.report;
