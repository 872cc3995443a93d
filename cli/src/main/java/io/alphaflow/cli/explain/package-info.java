/** {@code alphaflow explain}: the whole story of a decision, from tick to fill, from the logs. */
package io.alphaflow.cli.explain;
