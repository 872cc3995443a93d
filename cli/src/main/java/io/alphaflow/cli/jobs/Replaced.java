package io.alphaflow.cli.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What became of a replacement.
 *
 * @param now the run that works now
 * @param gapSeconds from the wish to stop until every task worked again
 * @param provenSeconds from the wish to stop until all was checked
 * @param rolledBack why the former run was put back; empty when it was not
 */
record Replaced(Deployment now, double gapSeconds, double provenSeconds, String rolledBack) {

  boolean successful() {
    return rolledBack.isEmpty();
  }

  ObjectNode json() {
    ObjectNode object =
        SubmitCommand.json(now)
            .put("gapSeconds", gapSeconds)
            .put("provenSeconds", provenSeconds)
            .put("rolledBack", !successful());
    if (!successful()) {
      object.put("reason", rolledBack);
    }
    return object;
  }

  String sentence(String done) {
    return successful()
        ? "%-15s %s, gap %.1f s, proven after %.1f s, job %s, jar %s, parallelism %d"
            .formatted(
                now.job(),
                done,
                gapSeconds,
                provenSeconds,
                now.jobId(),
                now.jar(),
                now.parallelism())
        : "%-15s ROLLED BACK after %.1f s to jar %s, parallelism %d, because %s"
            .formatted(now.job(), gapSeconds, now.jar(), now.parallelism(), rolledBack);
  }
}
