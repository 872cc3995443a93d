/**
 * What the adapters of JSON venues share below any venue's protocol: one request and its answer, a
 * pace, a WebSocket that connects again, and strict reading of fields.
 */
package io.alphaflow.exchange.wire;
