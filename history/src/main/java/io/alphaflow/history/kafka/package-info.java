/** Into and out of the logs. */
package io.alphaflow.history.kafka;
