/** Venues by configuration: which adapter a desk trades with. */
package io.alphaflow.exchange;
