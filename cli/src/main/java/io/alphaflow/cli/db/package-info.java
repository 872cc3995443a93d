/** {@code alphaflow db}: the archive's database. */
package io.alphaflow.cli.db;
