/**
 * Commands with which persons stop and limit trading: checked, signed, written to the journal, and
 * answered by the gate.
 */
package io.alphaflow.cli.risk;
