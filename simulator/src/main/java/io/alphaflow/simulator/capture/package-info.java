/** Raw captures of the venue's market streams: reading them and what they hold. */
package io.alphaflow.simulator.capture;
