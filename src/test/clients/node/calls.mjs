// Every call of the stories by plain reads, writes, lists and deletions. A library's class says how it makes those, and puts the
// library's own calls in the place of ours.
import { createInterface } from 'node:readline';

export class Refusal extends Error {
  constructor(status, text) {
    super(text);
    this.status = status;
  }
}

export class Calls {
  async healthy() {
    const health = await this.read('sys/health');
    return health.initialized && !health.sealed && !health.standby;
  }

  async enable(mount) {
    await this.write(`sys/auth/${mount}`, { type: 'userpass' });
  }

  async tune(mount, seconds) {
    await this.write(`sys/auth/${mount}/tune`, { default_lease_ttl: `${seconds}s` });
  }

  async tuned(mount) {
    return (await this.read(`sys/auth/${mount}/tune`)).data.default_lease_ttl;
  }

  async mounts() {
    return Object.keys((await this.read('sys/auth')).data).map((path) => path.replace(/\/$/, ''));
  }

  async disable(mount) {
    await this.remove(`sys/auth/${mount}`);
  }

  async write_user(mount, name, password, policies) {
    await this.write(`auth/${mount}/users/${name}`, { password, token_policies: policies });
  }

  async policies(mount, name) {
    return (await this.read(`auth/${mount}/users/${name}`)).data.token_policies;
  }

  users(mount) {
    return this.keys(`auth/${mount}/users`);
  }

  async change_password(mount, name, password) {
    await this.write(`auth/${mount}/users/${name}/password`, { password });
  }

  async delete_user(mount, name) {
    await this.remove(`auth/${mount}/users/${name}`);
  }

  async login(mount, name, password) {
    const { auth } = await this.write(`auth/${mount}/login/${name}`, { password });
    return { token: auth.client_token, policies: auth.policies, seconds: auth.lease_duration };
  }

  async display_name() {
    return (await this.read('auth/token/lookup-self')).data.display_name;
  }

  async renew() {
    return (await this.write('auth/token/renew-self', {})).auth.lease_duration;
  }

  async revoke() {
    await this.write('auth/token/revoke-self', {});
  }

  async tune_lockout(mount, threshold, seconds) {
    const lockout = {
      lockout_threshold: `${threshold}`,
      lockout_duration: `${seconds}s`,
      lockout_counter_reset_duration: `${seconds}s`,
    };
    await this.write(`sys/auth/${mount}/tune`, { user_lockout_config: lockout });
  }

  async accessor(mount) {
    return (await this.read(`sys/auth/${mount}`)).data.accessor;
  }

  async locked(accessor) {
    const found = (await this.read('sys/locked-users')).data.by_namespace;
    return found
      .flatMap((namespace) => namespace.mount_accessors)
      .filter((mount) => mount.mount_accessor === accessor)
      .flatMap((mount) => mount.alias_identifiers);
  }

  async unlock(accessor, name) {
    await this.write(`sys/locked-users/${accessor}/unlock/${name}`, {});
  }

  async write_policy(name, text) {
    await this.write(`sys/policies/acl/${name}`, { policy: text });
  }

  async read_policy(name) {
    return (await this.read(`sys/policies/acl/${name}`)).data.policy;
  }

  list_policies() {
    return this.keys('sys/policies/acl');
  }

  async delete_policy(name) {
    await this.remove(`sys/policies/acl/${name}`);
  }

  async capabilities(path, token) {
    const found = token
      ? await this.write('sys/capabilities', { paths: [path], token })
      : await this.write('sys/capabilities-self', { paths: [path] });
    return found.data[path];
  }

  async create(policy, seconds, uses, orphan) {
    const wish = { policies: [policy], ttl: `${seconds}s`, num_uses: uses, meta: { told: 'story' }, no_parent: orphan };
    return (await this.write('auth/token/create', wish)).auth;
  }

  async create_by_role(role, policy) {
    return (await this.write(`auth/token/create/${role}`, { policies: [policy] })).auth;
  }

  async write_role(role, policy, seconds) {
    const wish = { allowed_policies: policy, orphan: true, token_period: `${seconds}s` };
    await this.write(`auth/token/roles/${role}`, wish);
  }

  list_roles() {
    return this.keys('auth/token/roles');
  }

  async delete_role(role) {
    await this.remove(`auth/token/roles/${role}`);
  }

  async look_up(token) {
    return (await this.write('auth/token/lookup', { token })).data.policies;
  }

  async look_up_accessor(accessor) {
    return (await this.write('auth/token/lookup-accessor', { accessor })).data.policies;
  }

  list_accessors() {
    return this.keys('auth/token/accessors');
  }

  async renew_token(token) {
    return (await this.write('auth/token/renew', { token })).auth.lease_duration;
  }

  async revoke_token(token) {
    await this.write('auth/token/revoke', { token });
  }

  async revoke_accessor(accessor) {
    await this.write('auth/token/revoke-accessor', { accessor });
  }

  async revoke_alone(token) {
    await this.write('auth/token/revoke-orphan', { token });
  }

  async revoke_below(path) {
    await this.write(`sys/leases/revoke-prefix/${path}`, {});
  }

  async create_namespace(name, metadata) {
    await this.write(`sys/namespaces/${name}`, { custom_metadata: metadata });
  }

  async read_namespace(name) {
    return (await this.read(`sys/namespaces/${name}`)).data.custom_metadata;
  }

  list_namespaces() {
    return this.keys('sys/namespaces');
  }

  async scan_namespaces() {
    return (await this.scan('sys/namespaces')).data.keys;
  }

  async patch_namespace(name, key, value, removed) {
    await this.patch(`sys/namespaces/${name}`, { custom_metadata: { [key]: value, [removed]: null } });
  }

  async delete_namespace(name) {
    await this.remove(`sys/namespaces/${name}`);
  }

  async lock_namespace(name) {
    return (await this.write(apiLock('lock', name), {})).data.unlock_key;
  }

  async unlock_namespace(name, key) {
    await this.write(apiLock('unlock', name), { unlock_key: key });
  }

  async login_below(namespace, mount, name, password) {
    return (await this.write(`${namespace}/auth/${mount}/login/${name}`, { password })).auth.client_token;
  }

  users_below(namespace, mount) {
    return this.keys(`${namespace}/auth/${mount}/users`);
  }

  async keys(path) {
    return (await this.list(path)).data.keys;
  }
}

function apiLock(verb, name) {
  return `sys/namespaces/api-lock/${verb}${name ? `/${name}` : ''}`;
}

// Reads requests and writes answers, a line each, until the input ends.
export async function answer(open) {
  for await (const line of createInterface({ input: process.stdin })) {
    const { address, token, namespace, call, arguments: given } = JSON.parse(line);
    console.log(JSON.stringify(await attempt(() => open(address, token, namespace)[call](...given))));
  }
}

async function attempt(call) {
  try {
    return { result: (await call()) ?? null };
  } catch (error) {
    return error instanceof Refusal ? { status: error.status, error: error.message } : { failure: `${error.stack}` };
  }
}
