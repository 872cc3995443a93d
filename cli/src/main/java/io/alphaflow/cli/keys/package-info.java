/** {@code alphaflow keys}: the keys with which persons sign. */
package io.alphaflow.cli.keys;
