/** {@code alphaflow strategy}: looks at and changes the strategy instances of a running desk. */
package io.alphaflow.cli.strategy;
