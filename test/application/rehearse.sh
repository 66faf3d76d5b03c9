#!/bin/sh
# Runs the stand-in whole on this machine's loopback, without tsplay: PostgreSQL, two Redis, gunicorn, a Celery worker with
# beat, and looks at its pages. Needs root, and Debian's postgresql, redis-server, python3-venv and curl.
# Leaves nothing behind. Exit code 0: every page said what it should.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d /tmp/standin.XXXXXX)
started=""

finish() {
    status=$?
    trap - EXIT
    for pid in $started; do kill "$pid" 2>/dev/null || true; done
    for pid in $started; do wait "$pid" 2>/dev/null || true; done
    if [ "$status" -ne 0 ]; then tail -n 20 "$work"/*.log >&2 || true; fi
    rm -rf "$work"
    exit "$status"
}
trap finish EXIT
trap 'exit 130' INT TERM

start() { # name, words of the command ...
    log=$work/$1.log
    shift
    "$@" >"$log" 2>&1 &
    started="$! $started"
}

wait_for() { # what, words of a command that succeeds once it is there ...
    what=$1
    shift
    tries=0
    until "$@" >/dev/null 2>&1; do
        tries=$((tries + 1))
        if [ "$tries" -gt 60 ]; then echo "gave up waiting for $what" >&2; exit 1; fi
        sleep 0.5
    done
}

as_postgres() { runuser -u postgres -- "$@"; }

number() { curl -fsS http://127.0.0.1:19010/ | sed -n "s/.*id=\"$1\">\([0-9]*\)<.*/\1/p"; }

processed_one() { [ "$(number processed)" -gt 0 ]; }

if [ "$(id -u)" -ne 0 ]; then echo "run this as root: PostgreSQL is started as the user postgres" >&2; exit 1; fi

cp -r "$here" "$work/code"
rm -rf "$work/code/.venv" "$work/code/staticfiles"
cp "$work/code/localsettings.example.py" "$work/code/localsettings.py"
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q -r "$work/code/requirements.txt"

postgres=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
mkdir "$work/postgresql"
chmod 755 "$work"
chown postgres "$work/postgresql"
as_postgres "$postgres/initdb" -D "$work/postgresql/data" -E UTF8 --locale=C.UTF-8 --auth-local=peer --auth-host=scram-sha-256 >"$work/initdb.log" 2>&1
start postgresql runuser -u postgres -- "$postgres/postgres" -D "$work/postgresql/data" -k "$work/postgresql" -p 15432 -c listen_addresses=127.0.0.1
wait_for PostgreSQL as_postgres pg_isready -h "$work/postgresql" -p 15432
as_postgres psql -q -h "$work/postgresql" -p 15432 -c "CREATE ROLE standin LOGIN PASSWORD 'rehearsal'" -c "CREATE DATABASE standin OWNER standin"

for port in 16379 16380; do
    start "redis-$port" redis-server --port "$port" --bind 127.0.0.1 --requirepass rehearsal --save "" --dir "$work"
done

export SECRET_KEY=rehearsal-only POSTGRESQL_DATABASE=standin POSTGRESQL_USER=standin POSTGRESQL_PASSWORD=rehearsal POSTGRESQL_PORT=15432
export REDIS_CACHE_URL=redis://:rehearsal@127.0.0.1:16379/0 CELERY_BROKER_URL=redis://:rehearsal@127.0.0.1:16380/0

cd "$work/code"
bin=$work/venv/bin
if "$bin/python" manage.py migrate --check >/dev/null 2>&1; then echo "a new database has nothing to migrate?" >&2; exit 1; fi
"$bin/python" manage.py migrate --noinput -v 0
"$bin/python" manage.py migrate --check >/dev/null
"$bin/python" manage.py collectstatic --noinput -v 0
"$bin/python" manage.py check --fail-level ERROR --deploy 2>/dev/null
test -s staticfiles/tally/page.css

start gunicorn "$bin/gunicorn" standin.wsgi:application --workers 2 --bind 127.0.0.1:19010
wait_for gunicorn curl -fsS http://127.0.0.1:19010/serverup.txt
code=$(curl -s -o "$work/before.json" -w '%{http_code}' http://127.0.0.1:19010/healthz)
if [ "$code" != 503 ]; then echo "healthz says $code although no worker runs" >&2; exit 1; fi

start worker "$bin/celery" -A standin worker --concurrency 2 --loglevel INFO
start beat "$bin/celery" -A standin beat --loglevel INFO --schedule "$work/beat.db"
wait_for "a task done by Celery" processed_one
wait_for "a healthy site" curl -fsS http://127.0.0.1:19010/healthz

first=$(number visits)
second=$(number visits)
if [ "$second" -ne $((first + 1)) ]; then echo "visits went from $first to $second" >&2; exit 1; fi
curl -fsS http://127.0.0.1:19010/
echo "without a worker: $(cat "$work/before.json")"
echo "with all parts:   $(curl -fsS http://127.0.0.1:19010/healthz)"
