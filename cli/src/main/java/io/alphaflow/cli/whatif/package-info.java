/** {@code alphaflow whatif}: a recorded period again, under a change. */
package io.alphaflow.cli.whatif;
