/** What is to be read: which file holds what of which instrument. */
package io.alphaflow.history.plan;
