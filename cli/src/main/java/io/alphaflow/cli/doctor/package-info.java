/** Looks at everything that a desk needs, and says what to do. */
package io.alphaflow.cli.doctor;
