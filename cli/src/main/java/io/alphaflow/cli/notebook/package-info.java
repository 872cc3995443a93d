/** {@code alphaflow notebook}: Jupyter with the database of a desk. */
package io.alphaflow.cli.notebook;
