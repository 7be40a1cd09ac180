# Installs what the commands in Tools need and the machine lacks. Sourced, with the checkout as the
# working directory.

fail() {
  printf '%s: %s\n' "${0##*/}" "$1" >&2
  shift
  [ $# -eq 0 ] || printf '  %s\n' "$@" >&2
  exit 1
}

# Whether a Debian package is there, for this machine or, as NAME:ARCHITECTURE, for another one.
is_installed() {
  local wanted
  wanted=$(dpkg --print-architecture)
  [[ $1 != *:* ]] || wanted=${1#*:}
  dpkg-query -W -f='${db:Status-Status} ${Architecture}\n' "${1%:*}" 2>/dev/null |
    grep -Ex "installed ($wanted|all)" >/dev/null
}

# may_change MISSING QUESTION UNCHANGED COMMAND: asks before a command uses sudo. Then as_root is what stands before it: nothing
# for root. Ends here where nobody can be asked, or the answer is no.
may_change() {
  as_root=()
  [ "$(id -u)" -ne 0 ] || return 0
  [ -t 0 ] && command -v sudo >/dev/null || fail "$1. As root, type:" "$4"
  local answer=
  read -r -p "$2 with 'sudo $4'? [y/n] " answer || true
  [[ $answer == [yY]* ]] || fail "$3. It takes:" "sudo $4"
  as_root=(sudo)
}

# need_packages NAME...: Debian packages. Asks before it uses sudo.
need_packages() {
  if ! command -v dpkg-query >/dev/null; then
    echo "This is not a Debian system: these must be there under the names they have here: $*"
    return
  fi
  local name missing=()
  for name in "$@"; do is_installed "$name" || missing+=("$name"); done
  [ ${#missing[@]} -gt 0 ] || return 0

  local command="apt-get install ${missing[*]}" as_root
  may_change "some Debian packages are missing" "Install ${missing[*]}" "nothing was installed" "$command"
  echo "Installing ${missing[*]}"
  # The lists may be missing or old: fresh systems come without. One that cannot be had, of another
  # architecture perhaps, need not matter: installing says what does.
  "${as_root[@]}" apt-get update -qq || echo "Not every list of packages could be had; going on"
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}" </dev/null ||
    fail "the packages could not be installed. By hand:" "$command"
}

need_swift() {
  local oldest=6.2 version
  version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9.]*[0-9]\).*/\1/p') || true
  [ "$(printf '%s\n' "$oldest" "${version:-0}" | sort -V | sed -n 1p)" = "$oldest" ] && return
  fail "Swift $oldest or later is needed, found: ${version:-none}." \
    "https://www.swift.org/install/linux shows how; with swiftly, its installer, it is:" \
    "  curl -O https://download.swift.org/swiftly/linux/swiftly-$(uname -m).tar.gz" \
    "  tar xzf swiftly-$(uname -m).tar.gz && ./swiftly init" \
    "Then open a new shell and start this again."
}

# The project's virtual environment; remade when the requirements have changed.
need_python() {
  local wanted=Tools/training/requirements.txt made=.venv/requirements.txt
  cmp -s "$wanted" "$made" && return
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "Python 3.11 or later is needed, found: $(python3 --version 2>&1)."
  echo "Making the virtual environment .venv with $wanted"
  # The copy is made last: an environment that was interrupted is made again.
  rm -rf .venv
  python3 -m venv .venv &&
    .venv/bin/python -m pip install --quiet --disable-pip-version-check -r "$wanted" &&
    cp "$wanted" "$made" || fail "the virtual environment could not be made."
}

# The virtual environment of training; remade when the requirements have changed. The build of
# PyTorch without CUDA is a tenth of the size, but not every index has it.
need_training_python() {
  local torch=2.13.0 environment=.venv-training wanted=Tools/training/requirements-training.txt
  local made=$environment/requirements.txt pip=("$environment/bin/python" -m pip install --quiet)
  pip+=(--disable-pip-version-check)
  cmp -s "$wanted" "$made" && return
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "Python 3.11 or later is needed, found: $(python3 --version 2>&1)."
  echo "Making the virtual environment $environment with PyTorch $torch and $wanted"
  rm -rf $environment
  python3 -m venv $environment && "${pip[@]}" -r "$wanted" ||
    fail "the virtual environment could not be made."
  "${pip[@]}" torch==$torch+cpu 2>/dev/null ||
    "${pip[@]}" torch==$torch+cpu --extra-index-url https://download.pytorch.org/whl/cpu ||
    "${pip[@]}" torch==$torch || fail "PyTorch $torch could not be installed."
  # The copy is made last: an environment that was interrupted is made again.
  cp "$wanted" "$made"
}

# The virtual environments of the five frameworks, one for each version of nir that they take; remade when their
# requirements have changed. They look for PyTorch in the environment of training, and are installed without their
# dependencies, which would bring another one with CUDA.
need_frameworks_python() {
  need_training_python
  local version environment wanted pip
  for version in 1.0.4 1.0.8; do
    environment=.venv-frameworks-nir-$version wanted=Tools/lib/frameworks/requirements-nir-$version.txt
    cmp -s "$wanted" "$environment/requirements.txt" && continue
    echo "Making the virtual environment $environment with $wanted"
    rm -rf "$environment"
    python3 -m venv "$environment" || fail "the virtual environment could not be made."
    local packages=("$environment"/lib/python*/site-packages) shared=("$PWD"/.venv-training/lib/python*/site-packages)
    echo "${shared[0]}" >"${packages[0]}/training.pth"
    pip=("$environment/bin/python" -m pip install --quiet --disable-pip-version-check)
    "${pip[@]}" --no-deps -r "$wanted" || fail "the frameworks could not be installed."
    # The copy is made last: an environment that was interrupted is made again.
    cp "$wanted" "$environment/requirements.txt"
  done
}
