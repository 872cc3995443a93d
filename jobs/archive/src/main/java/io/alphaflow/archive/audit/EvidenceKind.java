package io.alphaflow.archive.audit;

/** What an audit chain is made of. */
public enum EvidenceKind {
  /** What the gate decided. */
  DECISION("decisions", "account", "sequence"),
  /** What a person ordered. */
  COMMAND("commands", "person", "sequence"),
  /** What happened to an order. */
  EXECUTION_REPORT("execution_reports", "client_order_id", "sequence");

  private final String table;
  private final String name;
  private final String number;

  EvidenceKind(String table, String name, String number) {
    this.table = table;
    this.name = name;
    this.number = number;
  }

  /** The table that people ask, which has the same record in columns. */
  public String table() {
    return table;
  }

  /** Column of that table with the first half of the identity. */
  public String nameColumn() {
    return name;
  }

  /** Column of that table with the second half of the identity. */
  public String numberColumn() {
    return number;
  }
}
