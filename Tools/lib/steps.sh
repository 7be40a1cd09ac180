# A run of steps, each with a headline and its time; the first that fails ends the run. Sourced.

passed=0
failed=0
bold='' red='' plain=''
if [ -t 1 ]; then bold=$'\e[1m' red=$'\e[31m' plain=$'\e[0m'; fi

# step NAME TITLE: runs the function check_NAME, without standard input.
step() {
  local name=$1 title=$2 start=$SECONDS status
  printf '\n%s== %s%s\n' "$bold" "$title" "$plain"
  # A subshell that is no condition keeps its `set -e`.
  set +e
  (
    set -e
    "check_$name"
  ) </dev/null
  status=$?
  set -e
  if [ $status -eq 0 ]; then
    passed=$((passed + 1))
    printf '== %s: %d s\n' "$title" $((SECONDS - start))
  else
    failed=1
    printf '%s== failed: %s%s (exit code %d, %d s)\n' \
      "$red" "$title" "$plain" "$status" $((SECONDS - start))
    printf '   again, this step alone: Tools/test %s\n' "$name"
    finish
  fi
}

finish() {
  printf '\n%d:%02d minutes\n' $((SECONDS / 60)) $((SECONDS % 60))
  printf '%d passed, %d failed\n' "$passed" "$failed"
  exit $failed
}
