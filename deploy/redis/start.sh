#!/bin/sh
# Starts Redis with the users of users.acl. Their passwords are made at the first start, one file each, and stay: those of hub
# and worker where only these see them, as the Spring property they are, the operator's beside the data.
set -eu

password_of() { # file
  if [ ! -s "$1" ]; then
    # Written aside and moved, so that nobody reads half of it.
    head -c 32 /dev/urandom | od -An -v -tx1 | tr -d ' \n' >"$1.new"
    chmod 444 "$1.new"
    mv "$1.new" "$1"
  fi
  cat "$1"
}
hash_of() { printf '%s' "$1" | sha256sum | cut -d' ' -f1; }

hub=$(hash_of "$(password_of "${HUB_CREDENTIALS:-/credentials/hub}/spring.data.redis.password")")
worker=$(hash_of "$(password_of "${WORKER_CREDENTIALS:-/credentials/worker}/spring.data.redis.password")")
operator=$(hash_of "$(password_of "${OPERATOR_CREDENTIALS:-/data}/operator.password")")

users=${USERS_FILE:-/tmp/users.acl}
# Redis takes neither comments nor empty lines there.
sed -n -e "s/^user hub on /&#$hub /" -e "s/^user worker on /&#$worker /" -e "s/^user operator on /&#$operator /" -e '/^user /p' \
  "${USERS_TEMPLATE:-/usr/local/etc/redis/users.acl}" >"$users"
exec redis-server "${REDIS_CONF:-/usr/local/etc/redis/redis.conf}" --aclfile "$users" "$@"
