#!/usr/bin/env bash
# The manual that runs. Each function below is a command: ./run.sh demo | serve | test | check | build …
set -euo pipefail
cd "$(dirname "$0")"

PY=.venv/bin/python
FLASK=(.venv/bin/flask --app app)
NPM=(env "PATH=$PWD/.venv/bin:$PATH" .venv/bin/npm --prefix static/client)
NODE=.venv/bin/node
# Twice as many workers as processors: a story in a browser waits half of its time. Each takes the next test when it is done.
PYTEST=(.venv/bin/pytest -n "$((2 * $(nproc)))" --dist loadgroup --no-loadscope-reorder)
# What the server draws PDF with; what the tests look at pages with.
SERVER_PACKAGES=(python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk)
# firefox-esr, webkit2gtk-driver and the screen it needs (xvfb): the phones that are not Chromium.
TEST_PACKAGES=(chromium-headless-shell firefox-esr webkit2gtk-driver xvfb postgresql poppler-utils libatomic1)

# What writes requirements*.lock.
LOCKER=uv==0.13.8

say() { printf '\033[1m▸ %s\033[0m\n' "$*" >&2; }
fail() { printf '✗ %s\n' "$*" >&2; exit 1; }

usage() {
  cat <<'TEXT'
./run.sh demo      装好所需，建立虚构的云岭市，打开 http://127.0.0.1:8000 并列出账号
./run.sh serve     装好所需，运行服务（设置见 README）
./run.sh test      全部测试（规则、页面、协议、手机端、浏览器）；test 之后的参数交给 pytest
./run.sh test rules 三分钟内答复：不开浏览器、不起服务、不用 PostgreSQL（参数同样交给 pytest）
./run.sh test --long  同样的测试，随机的故事十倍之多，每次都不同
./run.sh test --once  同样的测试，没有通过的浏览器故事不单独再来一次
./run.sh check     ruff、mypy、tsc
./run.sh bench app 手机端的速度：字节、首次打开、断网冷启动、点按到存好，与限值或同一轮里量出的底数比较
                   （可加轮数；--against 目录：与另一棵构建好的树轮流量，不许更慢）
./run.sh bench sync 服务器收记录和照片的速度：与最简的处理程序同机轮流比较（可加轮数），SQLite 和 PostgreSQL
./run.sh bench lists 清单的速度和大小：二十万条问题、三百个单位，每种看法各与限值比较（可加条数），SQLite 和 PostgreSQL
./run.sh bench memory 八部手机同时传最刁钻的照片时服务器的内存，与限值比较（可加遍数）
./run.sh bench drill 恢复演练：十万条记录、两千张照片，边收边备份，断电，在别处恢复，手机回来补传；列出用时和大小
./run.sh pictures  由演示重新生成 docs/pictures 和 docs/handbook 里的图
./run.sh rights    由状态和动作的表重新生成 docs/rights.md
./run.sh build     构建手机端
./run.sh setup     只装好所需
./run.sh lock      requirements*.txt 改过之后，重新生成 requirements*.lock（全部依赖的版本和校验值）
TEXT
}

# -- set-up ---------------------------------------------------------------------------------------

packages() { # install missing Debian packages when we may, else say which
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    say "安装系统软件包：${missing[*]}"
    DEBIAN_FRONTEND=noninteractive apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  else
    fail "缺少系统软件包，请先运行：sudo apt-get install -y ${missing[*]}"
  fi
}

venv() { # a half-made .venv has no pip: python3-venv was missing when it was made
  [ -x .venv/bin/pip ] && return
  say "建立 Python 环境 .venv"
  rm -rf .venv
  python3 -m venv .venv
}

requirements() { # requirements LOCK: install what it names and nothing that differs by a bit, once per content
  local mark=".venv/.installed-$1"
  if ! cmp -s "$1" "$mark"; then
    say "安装 $1"
    .venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r "$1" 2> >(grep -v '^WARNING: Location' >&2)
    cp "$1" "$mark"
  fi
}

node_packages() {
  local mark=static/client/node_modules/.installed
  cmp -s static/client/package-lock.json "$mark" && return
  say "安装手机端的构建工具"
  "${NPM[@]}" ci --ignore-scripts --no-audit --no-fund --loglevel=error
  cp static/client/package-lock.json "$mark"
}

setup() {
  packages "${SERVER_PACKAGES[@]}"
  venv
  requirements requirements-dev.lock
  node_packages
}

lock() { # after a change in requirements*.txt; versions that are locked stay unless they must change
  venv
  local tool name from=()
  tool=$(mktemp -d)
  .venv/bin/pip install --quiet --disable-pip-version-check --target "$tool" "$LOCKER" 2> >(grep -v '^WARNING: Location' >&2)
  for name in requirements-dev requirements-scale requirements; do # the smaller ones as the largest has them
    say "$name.lock"
    "$tool/bin/uv" pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 \
      --generate-hashes --custom-compile-command './run.sh lock' "${from[@]}" -o "$name.lock" "$name.txt"
    from=(--constraint requirements-dev.lock)
  done
  rm -rf "$tool"
}

build() {
  setup
  say "构建手机端"
  "$NODE" static/client/build.mjs
}

# -- running --------------------------------------------------------------------------------------

demo() {
  build
  export ZLC_DATA="${ZLC_DATA:-$PWD/instance/demo}"
  demo_password
  say "建立数据库和云岭市"
  "${FLASK[@]}" database upgrade
  "${FLASK[@]}" demo
  exec "$PY" app.py
}

demo_password() { # given, else made once and kept beside the demo's database
  local file="$ZLC_DATA/demo-password"
  mkdir -p "$ZLC_DATA"
  if [ -z "${ZLC_DEMO_PASSWORD:-}" ]; then
    [ -s "$file" ] || (umask 077 && "$PY" -c 'import secrets; print(f"Yl-{secrets.token_hex(4)}-7")' >"$file")
    ZLC_DEMO_PASSWORD=$(cat "$file")
    say "演示密码：$ZLC_DEMO_PASSWORD（存在 $file）"
  fi
  export ZLC_DEMO_PASSWORD
}

serve() {
  build
  exec "$PY" app.py
}

# -- tests ----------------------------------------------------------------------------------------

# Folders whose rules are quick and need nothing but a database; those that are held to both databases (tests/shape/test_run.py
# names the others, and why).
RULES=(tests/accounts tests/catalogue tests/demands tests/desk tests/files tests/needs tests/problems tests/rectifications
  tests/samples tests/search tests/settings tests/sync tests/verbs tests/walks)
ON_BOTH=(tests/attacks tests/model "${RULES[@]}")

check() {
  setup
  say "ruff"; .venv/bin/ruff check .
  say "mypy"; .venv/bin/mypy
  say "tsc"
  for project in static/client service-worker; do
    "$NODE" static/client/node_modules/typescript/bin/tsc --noEmit -p "$project"
  done
  echo "没有问题"
}

test() { # test [rules] [--long] [--once] [PYTEST'S ARGUMENTS]: every part runs, whatever became of the others
  if [ "${1:-}" = rules ]; then
    rules "${@:2}"
    return
  fi
  if [ "${1:-}" = --long ]; then
    export ZLC_LONG=1
    shift
  fi
  if [ "${1:-}" = --once ]; then
    export ZLC_ONCE=1
    shift
  fi
  packages "${SERVER_PACKAGES[@]}" "${TEST_PACKAGES[@]}"
  build
  [ ! -t 1 ] || export PY_COLORS=1 FORCE_COLOR=1 # for people, though each part's words are kept too
  told=() failed=0
  beside "手机端的测试" "$NODE" tests/client/run.mjs
  part "ruff、mypy、tsc" check
  joined
  part "服务器的测试（SQLite）与浏览器故事" suite "$@"
  part "同样的规则与协议（PostgreSQL）" env ZLC_TEST_STORE=postgresql "${PYTEST[@]}" "$@" "${ON_BOTH[@]}"
  say "结果"
  printf '%s\n' "${told[@]}"
  return "$failed"
}

suite() { # suite [PYTEST'S ARGUMENTS]: a story that failed in the crowd is told once more, alone (docs/decisions/0039)
  local seen words status=0 stories
  seen=$(mktemp -d) words=$(mktemp)
  "${PYTEST[@]}" -o cache_dir="$seen" "$@" | tee "$words" || status=$?
  if [ "$status" -eq 1 ] && [ -z "${ZLC_ONCE:-}" ]; then
    mapfile -t stories < <("$PY" -m tests.once_more "$seen" | grep .)
    if [ ${#stories[@]} -gt 0 ]; then
      say "单独再来一次：${stories[*]}"
      status=0
      .venv/bin/pytest -p no:cacheprovider "${stories[@]}" || status=$?
      echo "$(last_words "$words")；单独再来一次：${stories[*]}"
    fi
  fi
  rm -rf "$seen" "$words"
  return "$status"
}

rules() { # for the work of the day: no browser, no server process, no PostgreSQL
  setup
  [ -e static/dist/manifest.json ] || build
  "${PYTEST[@]}" -m "not long" "$@" tests/shape "${RULES[@]}"
}

part() { # part NAME COMMAND…: run it, and keep how it ended for the closing lines
  local name=$1 words status
  words=$(mktemp)
  say "$name"
  set +e
  (set -e; "${@:2}") 2>&1 | tee "$words"
  status=${PIPESTATUS[0]}
  set -e
  ended "$name" "$words" "$status"
}

beside() { # beside NAME COMMAND…: like part, on the other processor; what it says is shown when it is joined
  beside_name=$1 beside_words=$(mktemp)
  (set -e; "${@:2}") >"$beside_words" 2>&1 &
  beside_process=$!
}

joined() {
  local status=0
  wait "$beside_process" || status=$?
  say "$beside_name"
  cat "$beside_words"
  ended "$beside_name" "$beside_words" "$status"
}

ended() { # ended NAME WORDS STATUS
  if [ "$3" -eq 0 ]; then
    told+=("✓ $1：$(last_words "$2")")
  else
    told+=("✗ $1：$(last_words "$2")")
    failed=1
  fi
  rm -f "$2"
}

last_words() { # of pytest its closing line; of node's tests how many passed and failed
  local counts
  counts=$(grep -E '^(ℹ|#) (pass|fail) ' "$1" | tail -2 | tr '\n' ' ') || true
  if [ -n "$counts" ]; then echo "$counts"; else grep -v '^[[:space:]]*$' "$1" | tail -1; fi || true
}

# -- figures and pictures -------------------------------------------------------------------------

bench() { # bench app [ROUNDS] [--against FOLDER] | sync|memory [ROUNDS] | lists [ROWS] | drill [ENTRIES PHOTOS]
  case "${1:-}" in app | sync | lists | memory | drill) ;; *) usage; exit 2 ;; esac
  packages "${SERVER_PACKAGES[@]}" "${TEST_PACKAGES[@]}"
  build
  exec "$PY" -m "tests.bench.$1" "${@:2}"
}

pictures() {
  packages "${SERVER_PACKAGES[@]}" "${TEST_PACKAGES[@]}"
  build
  exec "$PY" -m tests.pictures
}

rights() { # docs/rights.md from the table that the verbs read
  setup
  exec "$PY" -m tests.rights_page
}

[ $# -gt 0 ] || { usage; exit 0; }
case "$1" in
  demo | serve | test | check | build | setup | bench | pictures | rights | lock) "$@" ;;
  *) usage; exit 2 ;;
esac
