/** HTTP and WebSocket doors of the exchange, all on one event loop. */
package io.alphaflow.simulator.server;
