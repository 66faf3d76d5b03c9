/**
 * Looks at a folder. $1 git, $2 folder, $3 remote, $4 version, $5 yes: submodules too. Prints `kind checkout|bare|empty|other` and, of a repository,
 * `head SHA`, `subject ...`, `remote URL`, `dirty ...` for each changed file, `local SHA` of the version, `submodule ...` for each that is not as recorded.
 */
export const GIT_LOOK = `# git look
git=$1 dest=$2 remote=$3 version=$4 recursive=$5
command -v "$git" >/dev/null || exit 127
cd -- "$dest" 2>/dev/null || { echo "kind empty"; exit 0; }
if [ -e .git ]; then echo "kind checkout"
elif [ -f HEAD ] && [ -d objects ] && [ -d refs ]; then echo "kind bare"
elif [ -z "$(ls -A)" ]; then echo "kind empty"; exit 0
else echo "kind other"; exit 0
fi
export GIT_CEILING_DIRECTORIES="\${PWD%/*}"
"$git" rev-parse --git-dir >/dev/null || exit 1
head=$("$git" rev-parse -q --verify "HEAD^{commit}") && echo "head $head" && "$git" log -1 --format="subject %s"
url=$("$git" config --get "remote.$remote.url") && echo "remote $url"
[ "$version" = HEAD ] || { wanted=$("$git" rev-parse -q --verify "$version^{commit}" --) && "$git" log -1 --format="local %H %s" "$wanted" --; }
[ -e .git ] || exit 0
"$git" status --porcelain --untracked-files=no --ignore-submodules=all | sed 's/^/dirty /'
if [ "$recursive" = yes ] && [ -f .gitmodules ]; then "$git" submodule status --recursive | sed -n 's/^[-+U]/submodule /p'; fi
:
`;

/** What both scripts below begin with: $1 git, $2 folder, $3 remote, $4 kind, $5 name, $6 depth, $7 umask, $8 yes: force, $9 yes: submodules. */
const BEGIN = `set -e
git=$1 dest=$2 remote=$3 kind=$4 name=$5 depth=$6 umask=$7 force=$8 recursive=$9
shift 9
[ -z "$umask" ] || umask "$umask"
reach() {
  "$git" cat-file -e "$name^{commit}" 2>/dev/null && return
  "$git" fetch -q --force --tags \${depth:+--depth "$depth"} "$remote" "+refs/heads/*:refs/remotes/$remote/*"
  "$git" cat-file -e "$name^{commit}" 2>/dev/null && return
  case $name in ????????????????????????????????????????*) "$git" fetch -q \${depth:+--depth "$depth"} "$remote" "$name" && return ;; esac
  [ "$("$git" rev-parse --is-shallow-repository)" = false ] || "$git" fetch -q --unshallow "$remote"
}
submodules() {
  [ "$recursive" = yes ] && [ -f .gitmodules ] || return 0
  "$git" submodule --quiet sync --recursive
  if [ "$force" = yes ]; then set -- --force; else set --; fi
  "$git" submodule --quiet update --init --recursive "$@"
}
`;

/** Makes a checkout. Further arguments: the repository, then options for git clone. */
export const GIT_CLONE = `# git clone
${BEGIN}
repo=$1
shift
mkdir -p -- "$(dirname -- "$dest")"
if [ "$kind" = commit ]; then
  "$git" clone -q --no-checkout -o "$remote" \${depth:+--depth "$depth"} "$@" -- "$repo" "$dest"
else
  "$git" -c advice.detachedHead=false clone -q -o "$remote" --branch "$name" \${depth:+--depth "$depth"} "$@" -- "$repo" "$dest"
fi
cd -- "$dest"
[ -e .git ] || exit 0
if [ "$kind" = commit ]; then
  reach
  "$git" checkout -q --detach "$name" --
fi
submodules
`;

/** Brings a repository to the wanted version. One further argument: its address. */
export const GIT_UPDATE = `# git update
${BEGIN}
cd -- "$dest"
export GIT_CEILING_DIRECTORIES="\${PWD%/*}"
"$git" config "remote.$remote.url" "$1"
if [ ! -e .git ]; then
  "$git" fetch -q --force "$remote" "+refs/heads/*:refs/heads/*" "+refs/tags/*:refs/tags/*"
  [ "$kind" != branch ] || "$git" symbolic-ref HEAD "refs/heads/$name"
  exit 0
fi
if [ "$force" = yes ]; then "$git" reset -q --hard; fi
case $kind in
branch)
  "$git" fetch -q --force \${depth:+--depth "$depth"} "$remote" "+refs/heads/$name:refs/remotes/$remote/$name"
  "$git" checkout -q -B "$name" "refs/remotes/$remote/$name" --
  ;;
tag)
  "$git" fetch -q --force \${depth:+--depth "$depth"} "$remote" "+refs/tags/$name:refs/tags/$name"
  "$git" checkout -q --detach "refs/tags/$name" --
  ;;
commit)
  reach
  "$git" checkout -q --detach "$name" --
  ;;
esac
submodules
`;
