/** Plays recordings on a wall-clock schedule and keeps market time. */
package io.alphaflow.simulator.playback;
