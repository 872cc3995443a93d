/** Lines and cells of CSV files, and what can be wrong with them. */
package io.alphaflow.history.csv;
