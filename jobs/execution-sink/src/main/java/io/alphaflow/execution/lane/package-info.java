/** The lane of one account: what is sent, asked and written, and when. Plain Java. */
package io.alphaflow.execution.lane;
