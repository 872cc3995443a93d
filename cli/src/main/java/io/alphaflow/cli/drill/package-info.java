/** {@code alphaflow drill}: shows that every control of a desk fires. */
package io.alphaflow.cli.drill;
