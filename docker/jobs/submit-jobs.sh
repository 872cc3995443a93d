#!/bin/bash
# Submits the jobs that do not run yet, readers before writers. JOBMANAGER is host:port.
set -eu
submit() {
  local name=$1 class=$2
  if grep -qE ": (alphaflow-)?$name \(" <<<"$running"; then
    echo "$name runs"
    return
  fi
  /opt/flink/bin/flink run -d -m "$JOBMANAGER" -Dpipeline.name="alphaflow-$name" -c "$class" \
    /opt/flink/usrlib/alphaflow-jobs.jar --config "${DESK:-/etc/alphaflow/desk.yaml}"
}
running=$(/opt/flink/bin/flink list -r -m "$JOBMANAGER")
submit archive io.alphaflow.archive.ArchiveJob
submit pnl io.alphaflow.pnl.PnlJob
submit risk io.alphaflow.risk.RiskJob
submit execution-sink io.alphaflow.execution.ExecutionSinkJob
submit signals io.alphaflow.signals.SignalsJob
submit ingest io.alphaflow.ingest.IngestJob
