# The configuration of a Portcullis node: bin/portcullis server -config=conf/portcullis.hcl
#
# Every key is here with its default; those that must be given, or that have no default, are marked. Nodes that share a
# Redis have the same file. A key can be overridden by a variable named PORTCULLIS_, stanza, label and key in upper case:
# PORTCULLIS_LISTENER_TCP_ADDRESS, PORTCULLIS_MAX_LEASE_TTL. docs/configuration.md has all of it.
# To check a file: bin/portcullis server -config=FILE -test

# The API.
listener "tcp" {
  address         = "127.0.0.1:8200"
  tls_disable     = false
  tls_cert_file   = "/etc/portcullis/tls/tls.crt" # must be given: PEM, the certificate, then those above it
  tls_key_file    = "/etc/portcullis/tls/tls.key" # must be given: PEM, not encrypted
  tls_min_version = "tls12"
  tls_max_version = "tls13"

  # Certificates of clients: who signs them (no default), and whether a client without one is refused.
  # tls_client_ca_file = "/etc/portcullis/tls/clients.pem"
  # tls_require_and_verify_client_cert = false
  # tls_disable_client_certs = false

  # Which proxies are believed about the client's address; nobody, unless addresses are given.
  x_forwarded_for_authorized_addrs      = []
  x_forwarded_for_hop_skips             = 0
  x_forwarded_for_reject_not_present    = true
  x_forwarded_for_reject_not_authorized = true

  http_idle_timeout = "75s"   # longer than that of the load balancer
  http_read_timeout = "10s"   # for the body of a request
  max_request_size  = 1048576 # bytes; 65536 at most for a request without a token
}

# Liveness, readiness and metrics, on an address of their own; off unless it is given.
# listener "ops" {
#   address     = "127.0.0.1:8201"
#   drain_delay = "0s" # from "not ready" to the last new connection, so that load balancers hear of it; 1 min at most
# }

# The state. Redis 6.2 or newer, with maxmemory-policy noeviction and the users of conf/redis.acl.
storage "redis" {
  mode    = "standalone"              # or "sentinel", "cluster"
  address = "redis://127.0.0.1:6379" # must be given; rediss:// for TLS; of several sentinels or nodes: addresses = [ ... ]

  # The user of the access control list. Files are read once, at the start; a line end after the secret does not count.
  # username      = "portcullis"
  # username_file = "/etc/portcullis/redis/username"
  # password_file = "/etc/portcullis/redis/password"

  # Of sentinels: by what name they know the primary, and as whom they are asked.
  # sentinel_master        = "portcullis"
  # sentinel_username      = "default"
  # sentinel_password_file = "/etc/portcullis/redis/sentinel-password"

  # With TLS: who signs the certificates of Redis (else whom Java trusts); a certificate of our own. Names are verified.
  # tls_ca_file   = "/etc/portcullis/redis/ca.pem"
  # tls_cert_file = "/etc/portcullis/redis/tls.crt"
  # tls_key_file  = "/etc/portcullis/redis/tls.key"

  key_prefix      = "pc:"
  timeout         = "2s"  # for one command; then 503
  allow_plaintext = false # redis:// to another machine
}

# The key that opens the keyring in Redis: 32 bytes, as they are, in hexadecimal or base64. openssl rand -base64 32
# Whoever loses it loses everything; whoever has it and Redis has everything. Without it the node is sealed.
seal "static" {
  current_key_id   = "1"
  current_key_file = "/etc/portcullis/seal/key" # must be given, or current_key = "file://PATH", "env://NAME"

  # After a change of the key, the one before it, until a node has started with both.
  # previous_key_id   = "0"
  # previous_key_file = "/etc/portcullis/seal/previous-key"
}

# User lockout, where no mount is tuned otherwise: "userpass" overrides "all", key by key.
user_lockout "all" {
  lockout_threshold     = 5
  lockout_duration      = "15m"
  lockout_counter_reset = "15m"
  disable_lockout       = false
  count_unknown_users   = true   # so that a lock does not tell which names exist
}
# user_lockout "userpass" { }

default_lease_ttl = "768h"
max_lease_ttl     = "768h"

log_level  = "info"     # trace, debug, info, warn, error
log_format = "standard" # or "json"

# api_addr     = "https://login.example.com:8200" # what clients are told; no default
# cluster_name = "login"                           # no default: its id

# From where, beside this machine, a new store may be initialised: who comes first gets the root token.
init_allowed_cidrs = []

token_prefix = "s." # what new tokens begin with

# event_loops     = 4 # default: as many as there are cores
# hashing_workers = 4 # default: as many as there are cores
# hashing_lanes   = 0 # how many passwords each of them checks at once; 0: as many as are fastest here

hashing_queue  = "2s"  # how long a password check may wait before it is refused
bcrypt_cost    = 10    # of new hashes, 10 to 14; each step doubles the work of a login
bcrypt_upgrade = false # whether cheaper hashes are made anew when their accounts log in

# pid_file        = "/run/portcullis/portcullis.pid" # no default

# Understood, and without effect.
disable_mlock = true
ui            = false
