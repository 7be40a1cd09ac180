# The boards that the program is built for, and building for them. Sourced after setup.sh, with the checkout as
# the working directory.

declare -A board_triples=(
  [aarch64]=aarch64-none-none-elf
  [armv7]=armv7-none-none-eabi
  [armv6]=armv6-none-none-eabi
  [amd64]=x86_64-unknown-linux-gnu
)
declare -A debian_architectures=([aarch64]=arm64 [armv7]=armhf [armv6]=armhf [amd64]=amd64)
# As Debian names folders and tools.
declare -A multiarch_triples=(
  [aarch64]=aarch64-linux-gnu
  [armv7]=arm-linux-gnueabihf
  [armv6]=arm-linux-gnueabihf
  [amd64]=x86_64-linux-gnu
)

# Lets apt install packages of another architecture beside those of this machine. Asks before it uses sudo.
need_architecture() {
  { dpkg --print-architecture && dpkg --print-foreign-architectures; } | grep -Fx "$1" >/dev/null && return
  local as_root
  may_change "packages of the architecture $1 cannot be installed yet" \
    "Let this machine install packages of the architecture $1" "nothing was changed" "dpkg --add-architecture $1"
  "${as_root[@]}" dpkg --add-architecture "$1"
}

# What building for a board takes: a cross compiler's libraries, and the board's own. qemu-user runs the result.
need_board_packages() {
  local architecture=${debian_architectures[$1]} packages=(dpkg-dev binutils pkg-config)
  [ "$(dpkg --print-architecture)" = amd64 ] ||
    fail "boards are built for on x86-64, and this machine is $(dpkg --print-architecture)." \
      "On the board itself: swift build -c release --product katydid"
  need_architecture "$architecture"
  case $architecture in
    arm64) packages+=(gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user-static) ;;
    armhf) packages+=(gcc-arm-linux-gnueabihf libc6-dev-armhf-cross qemu-user-static) ;;
  esac
  need_packages "${packages[@]}" "libasound2-dev:$architecture" "libsndfile1-dev:$architecture"
}

# What the tests of the boards take besides. The libraries of armel are what a program for ARMv6 is tested with: those
# of armhf are made of ARMv7 instructions.
need_board_test_packages() {
  need_architecture armel
  need_packages lintian debootstrap qemu-user-static libc6:armel libasound2:armel libsndfile1:armel
}

# What makes a program small: code that is called rather than repeated, one trap for all that may fail in a function, nothing
# that nobody calls, no frame pointers. Whether two accesses to a variable overlap is checked in the ordinary build of the same
# sources.
small=(
  -Osize -enforce-exclusivity=unchecked -Xfrontend -function-sections -Xfrontend -mergeable-traps
  -Xfrontend -sil-inline-caller-benefit-reduction-factor -Xfrontend 100
  -Xfrontend -sil-inline-threshold -Xfrontend 10
)

# build_for_board BOARD PRODUCT FOLDER [OPTION...]: a product as Embedded Swift, built in FOLDER. `built` is its path.
build_for_board() {
  local board=$1 product=$2 folder=$3
  shift 3
  local triple=${board_triples[$board]} toolset=Firmware/raspberry-pi/toolsets/$board.json
  local options=(-c release --product "$product" --triple "$triple" --scratch-path "$folder" --toolset "$toolset")
  # Optimised as a whole once more when it is linked: a fifth smaller, and no slower.
  options+=(--experimental-lto-mode full --disable-local-rpath --omit-frame-pointers)
  options+=("${small[@]/#/-Xswiftc=}" -Xlinker -mllvm -Xlinker -machine-outliner-reruns=4)
  options+=(--pkg-config-path "/usr/lib/${multiarch_triples[$board]}/pkgconfig" "$@")
  # The plan of an earlier build holds what the toolset said then.
  [ ! "$toolset" -nt "$folder/release.yaml" ] || rm -f "$folder/release.yaml"
  mkdir -p "$folder"
  if [ "$board" = armv6 ]; then
    local part
    for part in start atomics; do
      compile_for_armv6 "$part" "$folder/$part.o"
      options+=(-Xlinker "$PWD/$folder/$part.o")
    done
    # A processor without vectors.
    options+=(--traits SingleLane)
  fi
  [[ $board != armv[67] ]] || export KATYDID_FOR_32_BITS=yes
  swift build "${options[@]}" || fail "$product could not be built for $board."
  built=$(swift build "${options[@]}" --show-bin-path)/$product
}

# compile_for_armv6 PART OBJECT: what a program for ARMv6 cannot take from Debian, whose libraries are made of ARMv7 instructions.
compile_for_armv6() {
  clang --target=arm-linux-gnueabihf -mcpu=arm1176jzf-s -mfpu=vfpv2 -marm -mfloat-abi=hard \
    -Os -fPIC -std=gnu2x -Wall -Wextra -Werror -c "Firmware/raspberry-pi/armv6/$1.c" -o "$2"
}

# Runs a program of a board on this machine, for a minute at most.
run_for_board() {
  local board=$1
  shift
  case $board in
    aarch64) timeout 60 qemu-aarch64-static "$@" ;;
    armv[67]) timeout 60 qemu-arm-static "$@" ;;
    amd64) timeout 60 "$@" ;;
  esac
}
