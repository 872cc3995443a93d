/** Files, folders and archives as streams of text. */
package io.alphaflow.history.file;
