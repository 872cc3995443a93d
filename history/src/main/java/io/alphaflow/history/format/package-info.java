/** The formats of files: which column is what, and how a line becomes a bar or a trade. */
package io.alphaflow.history.format;
