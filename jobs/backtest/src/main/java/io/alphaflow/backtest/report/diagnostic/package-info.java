/** What in a result calls for doubt, with likely cause and what to do. */
package io.alphaflow.backtest.report.diagnostic;
