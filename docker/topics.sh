#!/bin/bash
# Creates the desk's topics. Repeating it changes nothing. BOOTSTRAP, PARTITIONS and REPLICATION from outside.
set -eu
create() {
  local topic=$1 partitions=$2
  shift 2
  /opt/kafka/bin/kafka-topics.sh --bootstrap-server "$BOOTSTRAP" --create --if-not-exists --topic "$topic" \
    --partitions "$partitions" --replication-factor "${REPLICATION:-1}" "$@"
}
for topic in market.trades market.quotes market.bars market.instruments journal decisions; do
  create "$topic" "${PARTITIONS:-2}"
done
for topic in decision-readings pnl alerts dead-letters audit; do
  create "$topic" 1
done
create market.subscriptions 1 --config cleanup.policy=compact
create strategies 1 --config cleanup.policy=compact
