/**
 * Files of raw stream messages: each line a receive time in epoch nanoseconds, a blank, and the
 * message as it came; plain or compressed with gzip.
 */
package io.alphaflow.common.capture;
