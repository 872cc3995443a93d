/**
 * The append-only audit: decisions, commands and execution reports as hash chains, and the check of
 * what the database has of them. See docs/audit.md.
 */
package io.alphaflow.archive.audit;
