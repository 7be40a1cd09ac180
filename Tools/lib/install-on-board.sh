#!/bin/sh
# Runs on the board, as root: installs the package that lies beside this file, starts the service and shows its journal
# until the first event, the first error, or for so many seconds.
#
#     install-on-board.sh SECONDS
#
# Files in etc/ beside it go to /etc/katydid; what had the name stays there as NAME.~1~ and so on.
# Exit codes: 0 an event, 10 not installed, 11 a file not taken, 12 the service does not run, 13 no event in that time.
set -u
seconds=$1
cd "$(dirname "$0")" || exit 10
folder=$PWD

install_package() {
  # What somebody changed in /etc/katydid stays; the same version may hold another build.
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends --reinstall \
    --allow-downgrades -o Dpkg::Options::=--force-confold "$folder"/*.deb </dev/null
}

install_files() {
  for file in etc/*; do
    [ -e "$file" ] || continue
    cmp -s "$file" "/etc/katydid/${file##*/}" && continue
    install --backup=numbered -m 644 "$file" /etc/katydid/ || return
    echo "Installed /etc/katydid/${file##*/}"
  done
}

# Sets cursor: from there on, all is of the service that is started now.
stop_service() {
  systemctl stop katydid && journalctl --sync &&
    cursor=$(journalctl -n 0 --show-cursor -o cat | sed -n 's/^-- cursor: //p')
}

# The first line that is an event or the end of the service decides.
show_journal() {
  mkfifo "$folder/journal" || return 12
  journalctl -fu katydid -o cat --after-cursor "$cursor" >"$folder/journal" 2>&1 &
  follower=$!
  (sleep "$seconds" && kill $follower) >/dev/null 2>&1 &
  timer=$!
  result=13
  while read -r line; do
    printf '%s\n' "$line"
    case $line in
      '{"time": '*'"label": '*) result=0 ;;
      '{"status": "lost"'* | 'katydid.service: Failed'*) result=12 ;;
    esac
    [ $result -eq 13 ] || break
  done <"$folder/journal"
  kill $follower $timer 2>/dev/null
  wait $follower $timer 2>/dev/null
  return $result
}

install_package || exit 10
install_files || exit 11
stop_service || exit 12
if ! systemctl enable -q katydid || ! systemctl start katydid; then
  journalctl -u katydid -o cat --after-cursor "$cursor" --no-pager
  exit 12
fi
echo "The service runs."
[ "$seconds" -gt 0 ] || exit 0
show_journal
