// node-vault.
import vault from 'node-vault';
import { answer, Calls, Refusal } from './calls.mjs';

class NodeVault extends Calls {
  constructor(address, token, namespace) {
    super();
    this.client = vault({ endpoint: address, token: token || undefined, namespace });
  }

  read(path) {
    return refusing(this.client.read(path));
  }

  write(path, data) {
    return refusing(this.client.write(path, data));
  }

  list(path) {
    return refusing(this.client.list(path));
  }

  scan(path) {
    return this.read(`${path}?scan=true`);
  }

  patch(path, data) {
    return refusing(this.client.update(path, data));
  }

  remove(path) {
    return refusing(this.client.delete(path));
  }

  async healthy() {
    const health = await this.client.health();
    const { sealed } = await this.client.status();
    const { initialized } = await this.client.initialized();
    return health.initialized && !health.sealed && !health.standby && initialized && !sealed;
  }

  enable(mount) {
    return refusing(this.client.enableAuth({ mount_point: mount, type: 'userpass', description: 'told' }));
  }

  async mounts() {
    return Object.keys((await refusing(this.client.auths())).data).map((path) => path.replace(/\/$/, ''));
  }

  disable(mount) {
    return refusing(this.client.disableAuth({ mount_point: mount }));
  }

  async login(mount, username, password) {
    const { auth } = await refusing(this.client.userpassLogin({ mount_point: mount, username, password }));
    return { token: this.client.token, policies: auth.policies, seconds: auth.lease_duration };
  }

  async display_name() {
    return (await refusing(this.client.tokenLookupSelf())).data.display_name;
  }

  async renew() {
    return (await refusing(this.client.tokenRenewSelf())).auth.lease_duration;
  }

  revoke() {
    return refusing(this.client.tokenRevokeSelf());
  }

  write_policy(name, text) {
    return refusing(this.client.addPolicy({ name, rules: text }));
  }

  async read_policy(name) {
    return (await refusing(this.client.getPolicy({ name }))).rules;
  }

  async list_policies() {
    return (await refusing(this.client.policies())).policies;
  }

  delete_policy(name) {
    return refusing(this.client.removePolicy({ name }));
  }

  async create(policy, seconds, uses, orphan) {
    const wish = { policies: [policy], ttl: `${seconds}s`, num_uses: uses, meta: { told: 'story' } };
    const made = orphan ? this.client.tokenCreateOrphan(wish) : this.client.tokenCreate(wish);
    return (await refusing(made)).auth;
  }

  async create_by_role(role, policy) {
    return (await refusing(this.client.tokenCreateRole({ role_name: role, policies: [policy] }))).auth;
  }

  write_role(role, policy, seconds) {
    const wish = { role_name: role, allowed_policies: policy, orphan: true, period: seconds };
    return refusing(this.client.addTokenRole(wish));
  }

  async list_roles() {
    return (await refusing(this.client.tokenRoles())).data.keys;
  }

  delete_role(role) {
    return refusing(this.client.removeTokenRole({ role_name: role }));
  }

  async look_up(token) {
    return (await refusing(this.client.tokenLookup({ token }))).data.policies;
  }

  async look_up_accessor(accessor) {
    return (await refusing(this.client.tokenLookupAccessor({ accessor }))).data.policies;
  }

  async list_accessors() {
    return (await refusing(this.client.tokenAccessors())).data.keys;
  }

  async renew_token(token) {
    return (await refusing(this.client.tokenRenew({ token }))).auth.lease_duration;
  }

  revoke_token(token) {
    return refusing(this.client.tokenRevoke({ token }));
  }

  revoke_accessor(accessor) {
    return refusing(this.client.tokenRevokeAccessor({ accessor }));
  }

  revoke_alone(token) {
    return refusing(this.client.tokenRevokeOrphan({ token }));
  }
}

async function refusing(call) {
  try {
    return await call;
  } catch (error) {
    throw error.response ? new Refusal(error.response.statusCode, error.message) : error;
  }
}

await answer((...session) => new NodeVault(...session));
