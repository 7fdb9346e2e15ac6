#!/bin/sh
# Prints the Secrets that k8s/base mounts, all new: the seal key, the password of Redis and its access control list, and
# certificates of an authority of their own, for ten years. Needs openssl.
#
#   umask 077; sh k8s/secrets.sh > portcullis-secrets.yaml
#
# Keep what it printed where nobody finds it: whoever loses the seal key loses everything that is in Redis.
set -eu
LC_ALL=C
export LC_ALL
umask 077

acl=$(cd "$(dirname "$0")/.." && pwd)/conf/redis.acl
[ -r "$acl" ] || { echo "secrets.sh: there is no $acl" >&2; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

# quietly COMMAND: says something only if it fails.
quietly() {
    "$@" 2>said.log || { cat said.log >&2; exit 1; }
}

# authority: the key and the certificate that sign the others.
authority() {
    quietly openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 \
        -subj "/CN=portcullis authority" -keyout authority.key -out authority.crt
}

# certificate NAME ALTERNATIVE-NAMES: NAME.key and NAME.crt.
certificate() {
    quietly openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
        -subj "/CN=$1" -addext "subjectAltName=$2" -addext "extendedKeyUsage=serverAuth" -keyout "$1.key" -out "$1.csr"
    quietly openssl x509 -req -in "$1.csr" -CA authority.crt -CAkey authority.key -days 3650 -copy_extensions copy \
        -out "$1.crt"
}

# secret NAME TYPE KEY=FILE ...
secret() {
    printf -- '---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: %s\n  namespace: portcullis\ntype: %s\ndata:\n' "$1" "$2"
    shift 2
    for each; do
        printf '  %s: %s\n' "${each%%=*}" "$(openssl base64 -A -in "${each#*=}")"
    done
}

openssl rand -base64 32 > seal.key
openssl rand -hex 32 | tr -d '\n' > password
hash=$(openssl dgst -sha256 -r password | cut -d ' ' -f 1)
# Nobody is an administrator of this Redis. Its default user is off, so nobody is that one either; but Redis replays its log with the
# rights of that user, and silently drops the scripts that those do not cover. The probes of its pod may ping.
{
    echo 'user default off ~pc:* resetchannels -@all +@write +select'
    grep '^user portcullis ' "$acl" | sed "s/#0\{64\}/#$hash/"
    echo 'user probe on nopass resetchannels -@all +ping'
} > users.acl
authority
certificate portcullis-redis "DNS:portcullis-redis"
certificate portcullis "DNS:portcullis,DNS:portcullis.portcullis.svc,DNS:localhost,IP:127.0.0.1"

secret portcullis-seal Opaque key=seal.key
secret portcullis-redis Opaque password=password ca.crt=authority.crt
secret portcullis-redis-acl Opaque users.acl=users.acl
secret portcullis-redis-tls kubernetes.io/tls tls.crt=portcullis-redis.crt tls.key=portcullis-redis.key
secret portcullis-tls kubernetes.io/tls tls.crt=portcullis.crt tls.key=portcullis.key ca.crt=authority.crt
