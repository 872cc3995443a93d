/** Reading files to the end: records in order, everything else in a report. */
package io.alphaflow.history.read;
