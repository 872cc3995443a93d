/** Submits, stops, upgrades and rolls back the desk's jobs on a Flink cluster, by its REST API. */
package io.alphaflow.cli.jobs;
