# Makes the Debian package of the program. Sourced after setup.sh and boards.sh, with the checkout as the working
# directory.

# The same commit gives the same package: times in it are not later than the commit's.
export SOURCE_DATE_EPOCH
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)

# make_package BOARD PROGRAM VERSION STAGING OUTPUT: lays out the files in STAGING and packs them. The last line is the
# path of the package.
make_package() {
  local board=$1 program=$2 version=$3 staging=$4 output=$5
  # Both packages for 32-bit systems have the architecture armhf: the version says which it is.
  [ "$board" != armv6 ] || version+=+armv6
  local architecture=${debian_architectures[$board]}
  local package=$output/katydid_${version}_$architecture.deb

  rm -rf "$staging"
  mkdir -p "$staging/DEBIAN" "$output"
  install_file 755 "$program" usr/bin/katydid
  install_text_of_program
  install_models
  install_service
  install_documents
  write_control_files
  dpkg-deb --root-owner-group -Zxz --build "$staging" "$package.part" >/dev/null
  mv "$package.part" "$package"
  echo "$package"
}

# install_file MODE FILE PLACE
install_file() {
  install -D -m "$1" "$2" "$staging/$3"
}

# The manual and the completions are printed by the program itself.
install_text_of_program() {
  local words place
  while read -r words place; do
    mkdir -p "$staging/${place%/*}"
    # shellcheck disable=SC2086
    run_for_board "$board" "$program" ${words/-/ } >"$staging/$place"
    chmod 644 "$staging/$place"
  done <<'END'
manual usr/share/man/man1/katydid.1
completion-bash usr/share/bash-completion/completions/katydid
completion-zsh usr/share/zsh/vendor-completions/_katydid
completion-fish usr/share/fish/vendor_completions.d/katydid.fish
END
  gzip -9n "$staging/usr/share/man/man1/katydid.1"
}

install_models() {
  local model
  for model in Firmware/models/*.kat; do
    install_file 644 "$model" "usr/share/katydid/models/${model##*/}"
    install_file 644 "${model%.kat}.md" "usr/share/katydid/models/$(basename "$model" .kat).md"
  done
  # The pictures that the cards show.
  local picture
  for picture in Firmware/models/*.png; do install_file 644 "$picture" "usr/share/katydid/models/${picture##*/}"; done
}

install_service() {
  install_file 644 Firmware/raspberry-pi/katydid.service lib/systemd/system/katydid.service
  install_file 644 Firmware/raspberry-pi/katydid.toml etc/katydid/katydid.toml
}

install_documents() {
  local documents=usr/share/doc/katydid
  install_file 644 Firmware/raspberry-pi/debian/copyright $documents/copyright
  install_file 644 Firmware/raspberry-pi/debian/README.Debian $documents/README.Debian
  install_file 644 Firmware/raspberry-pi/katydid.toml $documents/examples/katydid.toml
  install_file 644 CHANGELOG.md $documents/CHANGELOG.md
  debian_changelog >"$staging/$documents/changelog"
  chmod 644 "$staging/$documents/changelog"
  gzip -9n "$staging/$documents/CHANGELOG.md" "$staging/$documents/changelog"
}

debian_changelog() {
  cat <<END
katydid ($version) unstable; urgency=medium

  * What has changed is in CHANGELOG.md.gz beside this file.

 -- $(maintainer)  $(date --utc --rfc-email --date="@$SOURCE_DATE_EPOCH")
END
}

# Who makes the package, as Debian's tools ask for it; else who made the commit.
maintainer() {
  if [ -n "${DEBEMAIL-}" ]; then
    echo "${DEBFULLNAME:-$DEBEMAIL} <$DEBEMAIL>"
  else
    git log -1 --format='%an <%ae>'
  fi
}

write_control_files() {
  local source=Firmware/raspberry-pi/debian script
  sed -e "s/@VERSION@/$version/" -e "s/@ARCHITECTURE@/$architecture/" \
    -e "s/@INSTALLED_SIZE@/$(du --apparent-size -sk "$staging" | cut -f 1)/" \
    -e "s/@DEPENDS@/$(library_dependencies)/" -e "s/@MAINTAINER@/$(maintainer)/" \
    $source/control.in >"$staging/DEBIAN/control"
  install_file 644 $source/conffiles DEBIAN/conffiles
  for script in postinst prerm postrm; do install_file 755 $source/$script DEBIAN/$script; done
  [ "$board" != armv7 ] || install_file 755 $source/preinst-armv7 DEBIAN/preinst
  (cd "$staging" && find etc lib usr -type f -print0 | sort -z | xargs -0 md5sum) >"$staging/DEBIAN/md5sums"
  chmod 644 "$staging/DEBIAN/md5sums" "$staging/DEBIAN/control"
}

# The libraries' packages, and the versions at which they have all that the program calls.
library_dependencies() {
  local folder
  folder=$(mktemp -d)
  mkdir "$folder/debian"
  printf 'Source: katydid\n\nPackage: katydid\nArchitecture: any\n' >"$folder/debian/control"
  local here=$PWD
  (
    cd "$folder"
    DEB_HOST_ARCH=$architecture dpkg-shlibdeps -O "-l/lib/${multiarch_triples[$board]}" \
      "-l/usr/lib/${multiarch_triples[$board]}" -e"$here/$staging/usr/bin/katydid"
  ) | sed -n 's/^shlibs:Depends=//p'
  rm -r "$folder"
}
