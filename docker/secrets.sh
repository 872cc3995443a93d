#!/bin/sh
# Makes the secrets of docker/compose.yaml that are not there yet; none is ever in Git. The key is the test key of the
# simulated exchange (docs/exchange.md): put your own in its place for another venue.
set -eu
cd "$(dirname "$0")"
# Compose mounts the files as they are here, and in most containers another user reads them. So everybody may read a
# file, but on this machine nobody else comes into the folder.
umask 022
mkdir -p secrets
chmod 0700 secrets
random() { head -c 24 /dev/urandom | base64 | tr '+/' '-_'; }
keep() { [ -e "secrets/$1" ] || printf %s "$2" >"secrets/$1"; }
for name in db-password db-writer-password db-reader-password grafana-password; do
  keep "$name" "$(random)"
done
keep api-key test-key
keep api-secret test-secret
keep alert-webhook http://127.0.0.1:9/nobody-listens
chmod 0644 secrets/*
