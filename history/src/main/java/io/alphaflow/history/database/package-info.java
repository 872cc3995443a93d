/** Into and out of the database. */
package io.alphaflow.history.database;
