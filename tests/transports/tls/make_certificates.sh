#!/usr/bin/env bash
# Makes the certificates and keys of the TLS tests anew, with openssl 3: bash tests/transports/tls/make_certificates.sh
# They come out as TypeScript: the bundles for Node have no folder to read from.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

always="20200101000000Z 21200101000000Z"
past="20200101000000Z 20200201000000Z"
future="21190101000000Z 21200101000000Z"
here="DNS:localhost,IP:127.0.0.1,IP:::1"

cat > "$work/ca.cnf" <<CNF
[ca]
default_ca = tests
[tests]
database = $work/index
new_certs_dir = $work
default_md = sha256
policy = any
rand_serial = yes
[any]
commonName = supplied
CNF

request() { # name, common name
  openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt -out "$work/$1.key"
  openssl req -new -key "$work/$1.key" -subj "/CN=$2" -out "$work/$1.csr"
}

sign() { # name, from, to, then how
  local name=$1 from=$2 to=$3
  shift 3
  : > "$work/index"
  openssl ca -batch -notext -config "$work/ca.cnf" -in "$work/$name.csr" -extfile "$work/ext" \
    -startdate "$from" -enddate "$to" -out "$work/$name.crt" "$@" 2> "$work/log" || { cat "$work/log"; exit 1; }
}

authority() { # name, common name
  request "$1" "$2"
  printf 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n' \
    > "$work/ext"
  sign "$1" $always -selfsign -keyfile "$work/$1.key"
}

leaf() { # name, authority or "itself", common name, other names, usage, from, to
  request "$1" "$3"
  printf 'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=%s\n' "$5" \
    > "$work/ext"
  if [ -n "$4" ]; then echo "subjectAltName=$4" >> "$work/ext"; fi
  if [ "$2" = itself ]; then sign "$1" "$6" "$7" -selfsign -keyfile "$work/$1.key"
  else sign "$1" "$6" "$7" -cert "$work/$2.crt" -keyfile "$work/$2.key"; fi
}

authority ca "test authority"
authority otherCa "other test authority"
leaf server ca localhost "$here" serverAuth $always
leaf expired ca localhost "$here" serverAuth $past
leaf notYetValid ca localhost "$here" serverAuth $future
leaf otherName ca tool-7.example "DNS:tool-7.example" serverAuth $always
leaf selfSigned itself localhost "$here" serverAuth $always
leaf client ca host-1 "" clientAuth $always
leaf expiredClient ca host-1 "" clientAuth $past
leaf otherClient otherCa host-1 "" clientAuth $always

{
  echo "// Made by make_certificates.sh. The keys are public: they are for these tests and for nothing else."
  echo
  echo "/** A certificate and its key, in PEM. */"
  echo "export interface Identity {"
  echo "  readonly certificate: string;"
  echo "  readonly key: string;"
  echo "}"
  for name in ca otherCa; do
    printf '\nexport const %s: string = `%s\n`;\n' "$name" "$(cat "$work/$name.crt")"
  done
  for name in server expired notYetValid otherName selfSigned client expiredClient otherClient; do
    printf '\nexport const %s: Identity = {\n  certificate: `%s\n`,\n  key: `%s\n`,\n};\n' \
      "$name" "$(cat "$work/$name.crt")" "$(cat "$work/$name.key")"
  done
} > certificates.ts
