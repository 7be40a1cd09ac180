# A connection to a board over ssh, for everything that is done there. Sourced; `host`, `ssh_options` and the temporary
# folder `folder` are the caller's.

# stop CODE MESSAGE [WHAT TO DO]...
stop() {
  local code=$1
  shift
  (fail "$@") || exit "$code"
}

# One connection for everything, so that a password is asked for once.
connect() {
  local text
  echo "Connecting to $host"
  # Where nobody can answer, questions are failures.
  [ -t 0 ] || ssh_options+=(-o BatchMode=yes)
  ssh_options+=(-o ConnectTimeout=10 -o "ControlPath=$folder/connection")
  if ! ssh "${ssh_options[@]}" -o ControlMaster=yes -fN -- "$host" \
    >"$folder/errors" 2>&1; then
    text=$(tr -d '\r' <"$folder/errors")
    case $text in
      *"Could not resolve"*)
        stop 69 "$text" "Is the name right, and the board on? Its address works as well: 'ping raspberrypi.local'." ;;
      *"Permission denied"*)
        stop 69 "$text" "The board does not take the key or password. For a key: ssh-copy-id $host" ;;
      *"IDENTIFICATION HAS CHANGED"* | *"Host key verification failed"*)
        stop 69 "$text" "Connect once by hand and answer its question: ssh $host" \
          "If the board was set up anew, forget its old key first: ssh-keygen -R ${host#*@}" ;;
      *"Connection refused"*)
        stop 69 "$text" "The board is on, but ssh is not: 'sudo raspi-config', Interface Options, SSH." ;;
      *) stop 69 "${text:-ssh failed}" "Is the board on, and in this network? Try: ssh $host" ;;
    esac
  fi
}

on_board() {
  ssh "${ssh_options[@]}" -- "$host" "$@"
}

disconnect() {
  if [ -e "$folder/connection" ]; then
    [ -z "${remote-}" ] || on_board "rm -rf '$remote'" 2>/dev/null || true
    ssh "${ssh_options[@]}" -O exit -- "$host" 2>/dev/null || true
  fi
  rm -rf "$folder"
}

# scp has its own way of writing an address of IPv6.
host_of_copy() {
  local name=${host#*@} user=''
  [[ $host != *@* ]] || user=${host%@*}@
  [[ $name != *:*:* ]] || name="[${name//[\[\]]/}]"
  printf '%s\n' "$user$name"
}

# Sets debian_arch, machine, user and sudo; sets arch unless it is given.
ask_board() {
  local answer natural
  answer=$(on_board sh -s <<'END'
echo "debian_arch=$(dpkg --print-architecture 2>/dev/null)"
echo "machine=$(uname -m)"
echo "user=$(id -u)"
case $(systemctl is-system-running 2>/dev/null) in '' | offline | unknown) ;; *) echo systemd=yes ;; esac
if sudo -n true 2>/dev/null; then echo sudo=free; elif command -v sudo >/dev/null; then echo sudo=asks; fi
END
  ) || stop 69 "$host: its shell cannot be used." "Try: ssh $host uname -m"
  value() { sed -n "s/^$1=\([a-z0-9_]*\)\$/\1/p" <<<"$answer"; }
  debian_arch=$(value debian_arch) machine=$(value machine) user=$(value user) sudo=$(value sudo)
  [ -n "$debian_arch" ] ||
    stop 69 "$host is no Debian system: it has no dpkg." "The package is for Raspberry Pi OS and Debian."
  case $debian_arch-$machine in
    amd64-*) natural=amd64 ;;
    arm64-*) natural=aarch64 ;;
    armhf-armv6*) natural=armv6 ;;
    armhf-*) natural=armv7 ;;
    *) stop 69 "$host is of architecture $debian_arch, for which there is no package." ;;
  esac
  case ${arch:-$natural}-$natural in
    armv6-armv7 | "$natural-$natural") arch=${arch:-$natural} ;;
    *) stop 65 "--arch $arch: $host is $natural ($debian_arch, $machine)." "Leave --arch out." ;;
  esac
  [ -n "$(value systemd)" ] ||
    stop 69 "$host has no systemd running, which starts the service." \
      "Without it: install the package by hand, and start 'katydid listen'."
  if [ "$user" != 0 ]; then
    [ -n "$sudo" ] || stop 69 "${host%@*} is not root there, and there is no sudo." "Try: Tools/deploy root@${host#*@}"
    [ "$sudo" = free ] || [ -t 0 ] ||
      stop 69 "sudo on $host asks for a password, and nobody can answer." "Start this from a terminal."
  fi
  echo "$host: $debian_arch on $machine"
}
