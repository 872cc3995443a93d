/** What happened at the venue, on disk, so that a process that was killed goes on where it was. */
package io.alphaflow.simulator.journal;
