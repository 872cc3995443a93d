/** Files of market data, read and written: the formats, their errors, and what they hold. */
package io.alphaflow.history;
