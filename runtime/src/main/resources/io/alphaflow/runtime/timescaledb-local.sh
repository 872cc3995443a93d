#!/usr/bin/env bash
#
# Starts PostgreSQL 17 with TimescaleDB on a Linux machine that has neither, without Docker and
# without root: downloads the packages of Debian 13 "trixie" once (38 MB, signatures checked),
# unpacks them into INSTALL_DIR and runs them from there. Nothing is installed on the host.
#
#   usage: timescaledb-local.sh INSTALL_DIR DATA_DIR PORT
#
#   INSTALL_DIR  unpacked programs, may be shared by many databases
#   DATA_DIR     the cluster (DATA_DIR/pgdata) and its log; created on first use
#   PORT         TCP port on 127.0.0.1
#   environment  ALPHAFLOW_DB_PASSWORD  password of the superuser "postgres" for a new cluster
#                ALPHAFLOW_DEBIAN_MIRROR, ALPHAFLOW_DEBIAN_KEYRING  where the host's are not right
#
# The caller sees to it that no server runs in DATA_DIR, and stops the server by SIGINT to the
# process named in DATA_DIR/pgdata/postmaster.pid. The server runs without fsync: its data
# survives being killed, not a power cut.
#
# trixie's programs need a newer C library than many hosts have. So each is started through the
# unpacked dynamic loader with the unpacked libraries (see write_wrappers).
#
# This is the Apache-2 edition: hypertables, time_bucket, first/last and drop_chunks work;
# continuous aggregates, compression, retention policies and jobs do not.
#
# Needs Linux on amd64 (arm64 is untested), bash, apt-get, dpkg-deb, tar, flock, tzdata and
# Debian's archive keyring.
set -euo pipefail
umask 022

log() { printf '[timescaledb] %s\n' "$*" >&2; }
die() { log "$*"; exit 1; }

[ $# -eq 3 ] || die "usage: ${0##*/} INSTALL_DIR DATA_DIR PORT"
install=$1 data=$2 port=$3
password=${ALPHAFLOW_DB_PASSWORD:?is not set}
unset ALPHAFLOW_DB_PASSWORD         # the server must not inherit it ...
unset "${!PG@}" 2>/dev/null || true # ... nor settings of the caller's own PostgreSQL

SUITE=trixie
MAJOR=17
# The server, its extension and every library they link to. LLVM (JIT), Perl and Debian's cluster
# management, which the packages also ask for, are left out; install_files checks the rest.
PACKAGES=(
  "postgresql-$MAJOR" "postgresql-$MAJOR-timescaledb"
  libpq5 libc6 libgcc-s1 libstdc++6 libicu76 libssl3t64 zlib1g libzstd1
  liblz4-1 liblzma5 libxml2 libxslt1.1 libuuid1 libxxhash0
  libpam0g libaudit1 libcap-ng0 libcap2 libsystemd0 libselinux1 libpcre2-8-0
  libgssapi-krb5-2 libkrb5-3 libk5crypto3 libkrb5support0 libcom-err2
  libkeyutils1 libldap2 libsasl2-2
)
PROGRAMS=(postgres initdb pg_ctl)
case $(uname -m) in
  x86_64)  arch=amd64 triplet=x86_64-linux-gnu  loader=ld-linux-x86-64.so.2 ;;
  aarch64) arch=arm64 triplet=aarch64-linux-gnu loader=ld-linux-aarch64.so.1 ;;
  *)       die "unsupported machine: $(uname -m)" ;;
esac
# Another list of packages is another folder: a running server keeps its files.
root=$install/$SUITE-$arch-$(printf '%s ' 1 "${PACKAGES[@]}" "${PROGRAMS[@]}" | cksum | cut -d ' ' -f 1)
bin=$root/usr/lib/postgresql/$MAJOR/bin

# ------------------------------------------------------------------ install --
# Debian's archive as this host's own apt reaches it, else where Debian says it is.
archive() {
  local found
  found=$(apt-get indextargets --format '$(REPO_URI)' 'Identifier: Packages' 2>/dev/null \
          | sed 's:/$::' | grep -m 1 "/$1\$" || true)
  printf '%s' "${found:-http://deb.debian.org/$1}"
}

# apt with a state of its own: the host's is neither read nor changed. Its proxy settings apply.
private_apt() {
  local a=$install/apt
  apt-get -q \
    -oDir="$a" -oDir::Etc="$a/etc" -oDir::Etc::sourcelist="$a/etc/sources.list" \
    -oDir::Etc::sourceparts=/dev/null -oDir::Etc::preferences=/dev/null \
    -oDir::Etc::preferencesparts=/dev/null -oDir::State="$a/state" \
    -oDir::State::status="$a/state/status" -oDir::Cache="$a/cache" \
    -oAPT::Architecture="$arch" -oAPT::Architectures="$arch" \
    -oAPT::Default-Release= -oAPT::Sandbox::User="$(id -un)" \
    -oAPT::Update::Error-Mode=any -oAcquire::Retries=1 \
    -oAcquire::http::Timeout=10 -oAcquire::https::Timeout=10 "$@"
}

install_files() {
  local tool deb path missing opts new=$install/new
  local keyring=${ALPHAFLOW_DEBIAN_KEYRING:-/usr/share/keyrings/debian-archive-keyring.gpg}
  for tool in apt-get dpkg-deb tar; do
    command -v "$tool" >/dev/null || die "'$tool' is missing on this machine"
  done
  [ -r "$keyring" ] || die "no $keyring: install the package debian-archive-keyring"
  log "installing PostgreSQL $MAJOR with TimescaleDB from Debian $SUITE into $install"
  rm -rf "$install/apt" "$install/debs" "$new"
  mkdir -p "$install"/apt/{etc,state/lists/partial,cache/archives/partial} "$install/debs" "$new"
  : > "$install/apt/state/status"
  opts="[signed-by=$keyring arch=$arch lang=none target=Packages]"
  printf 'deb %s %s %s main\n' \
    "$opts" "${ALPHAFLOW_DEBIAN_MIRROR:-$(archive debian)}" "$SUITE" \
    "$opts" "$(archive debian-security)" "$SUITE-security" > "$install/apt/etc/sources.list"
  private_apt update >&2 || die "apt-get update failed"
  (cd "$install/debs" && private_apt download "${PACKAGES[@]}") >&2 || die "download failed"

  for deb in "$install"/debs/*.deb; do
    dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$new" --no-same-owner \
      --exclude=./usr/share/doc --exclude=./usr/share/man \
      --exclude=./usr/share/locale --exclude="./usr/lib/postgresql/$MAJOR/lib/bitcode"
  done
  write_wrappers "$new"
  # A library taken from the host, or one that is missing, would fail later and less clearly.
  for path in "$new/usr/lib/postgresql/$MAJOR"/{libexec/*,lib/timescaledb*.so,lib/plpgsql.so}; do
    missing=$("$new/usr/lib/$triplet/$loader" --inhibit-cache --library-path "$new/usr/lib/$triplet" \
              --list "$path" | grep -vF "$new/" | grep -vE 'linux-vdso|statically linked' || true)
    [ -z "$missing" ] || die "unresolved libraries for $path: $missing"
  done
  rm -rf "$install/apt" "$install/debs"
  mv "$new" "$root"
}

# Replaces each program by a script that runs the real one, moved to ../libexec, through the
# unpacked loader. The server forks its helpers without exec, and initdb and pg_ctl find
# "postgres" next to themselves, so they all meet the wrapper. --argv0 keeps PostgreSQL's own
# path lookup working.
write_wrappers() {
  local base=$1/usr/lib/postgresql/$MAJOR program
  mkdir -p "$base/libexec"
  for program in "${PROGRAMS[@]}"; do
    mv "$base/bin/$program" "$base/libexec/$program"
    cat > "$base/bin/$program" <<WRAPPER
#!/bin/sh
here=\${0%/*}
libs=\$here/../../../$triplet
unset LD_PRELOAD LD_LIBRARY_PATH
exec "\$libs/$loader" --inhibit-cache --argv0 "\$0" --library-path "\$libs" "\$here/../libexec/$program" "\$@"
WRAPPER
    chmod 755 "$base/bin/$program"
  done
}

# ------------------------------------------------------------------- server --
# PostgreSQL does not start as root. For a root caller the server runs as another user or, where
# that user cannot reach the folders (say below /root), in a user namespace in which root is not
# root. Data that exists decides: its owner runs the server.
run_mode=direct run_user=''
choose_run_mode() {
  local owner=''
  [ "$(id -u)" -eq 0 ] || return 0
  [ ! -d "$data/pgdata" ] || owner=$(stat -c %U "$data/pgdata")
  run_user=${owner:-$(id -un postgres 2>/dev/null || echo nobody)}
  if [ "$run_user" != root ] && command -v setpriv >/dev/null \
      && as_user test -x "$data" -a -x "$bin/postgres" 2>/dev/null; then
    run_mode=setpriv
  elif [ "${owner:-root}" = root ] && [ "$(unshare --user id -u 2>/dev/null || echo 0)" != 0 ]; then
    run_mode=userns
  else
    die "user '$run_user' cannot reach $data or $bin, and user namespaces are not available"
  fi
}
as_user() { setpriv --reuid="$(id -u "$run_user")" --regid="$(id -g "$run_user")" --clear-groups -- "$@"; }
as_server() {
  case $run_mode in
    direct)  "$@" ;;
    setpriv) as_user "$@" ;;
    userns)  unshare --user -- "$@" ;;
  esac
}

create_cluster() {
  local new=$data/pgdata.new pwfile=$data/pgdata.pw
  rm -rf "$new"
  (umask 077; mkdir "$new"; printf '%s\n' "$password" > "$pwfile")
  [ "$run_mode" != setpriv ] || chown "$run_user:" "$new" "$pwfile"
  as_server "$bin/initdb" -D "$new" -U postgres --auth=scram-sha-256 --pwfile="$pwfile" \
    --encoding=UTF8 --locale-provider=builtin --builtin-locale=C.UTF-8 --locale=C --no-sync \
    >"$data/initdb.log" 2>&1 || { rm -f "$pwfile"; cat "$data/initdb.log" >&2; die "initdb failed"; }
  rm -f "$pwfile"
  mv "$new" "$data/pgdata"
}

# Debian's PostgreSQL reads the host's time zones; without them every JDBC connection fails.
[ -e /usr/share/zoneinfo/UTC ] || die "no /usr/share/zoneinfo: install the package tzdata"
command -v flock >/dev/null || die "'flock' is missing on this machine"
mkdir -p "$install" "$data"
install=$(cd "$install" && pwd) data=$(cd "$data" && pwd)
root=$install/${root##*/} bin=$root/usr/lib/postgresql/$MAJOR/bin
(flock -w 120 9 || die "another install is busy in $install"; [ -d "$root" ] || install_files) 9>>"$install/lock"
choose_run_mode
cd "$data"
[ -d "$data/pgdata" ] || create_cluster
rm -f "$data/pgdata/postmaster.pid" # of a server that was killed
: > "$data/server.log"
[ "$run_mode" != setpriv ] || chown "$run_user:" "$data/server.log"
# One TimescaleDB scheduler per database, plus jobs: the default of 8 workers runs out.
as_server "$bin/pg_ctl" -D "$data/pgdata" -w -t 30 -l "$data/server.log" -o "-p $port -F \
  -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
  -c shared_preload_libraries=timescaledb -c timescaledb.telemetry_level=off \
  -c timescaledb.max_background_workers=24 -c max_worker_processes=40 \
  -c timezone=UTC -c log_timezone=UTC -c jit=off -c shared_buffers=128MB -c max_wal_size=2GB \
  -c synchronous_commit=off -c full_page_writes=off" start >/dev/null \
  || { tail -n 20 "$data/server.log" >&2; die "the server did not start"; }
