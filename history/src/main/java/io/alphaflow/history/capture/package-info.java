/** Recordings of live streams. */
package io.alphaflow.history.capture;
