/** What commands share that run recorded logs again: market, decisions, orders, latencies. */
package io.alphaflow.cli.rerun;
