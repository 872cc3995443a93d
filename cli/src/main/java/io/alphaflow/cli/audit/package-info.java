/** {@code alphaflow audit}: whether the evidence is whole, and a day of it as files. */
package io.alphaflow.cli.audit;
