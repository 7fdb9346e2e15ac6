// @litehex/node-vault.
import { Client } from '@litehex/node-vault';
import { answer, Calls, Refusal } from './calls.mjs';

class Litehex extends Calls {
  constructor(address, token, namespace) {
    super();
    this.client = new Client({ endpoint: address, token: token || undefined, namespace: namespace || undefined });
  }

  read(path) {
    return unpacked(this.client.read({ path }));
  }

  write(path, data) {
    return unpacked(this.client.write({ path, data }));
  }

  list(path) {
    return unpacked(this.client.list({ path }));
  }

  scan(path) {
    return unpacked(this.client.list({ path }, { method: 'SCAN' }));
  }

  patch(path, data) {
    const headers = { 'Content-Type': 'application/merge-patch+json' };
    return unpacked(this.client.write({ path, data }, { method: 'PATCH', headers }));
  }

  remove(path) {
    return unpacked(this.client.delete({ path }));
  }

  // Its deletions are to be answered with nothing, and that of a namespace is not.
  delete_namespace(name) {
    return unpacked(this.client.delete({ path: `sys/namespaces/${name}` }, { strictSchema: false }));
  }

  async healthy() {
    const health = await unpacked(this.client.health());
    const status = await unpacked(this.client.sealStatus());
    const { initialized } = await unpacked(this.client.initialized());
    return health.initialized && !health.sealed && !health.standby && initialized && !status.sealed;
  }
}

async function unpacked(call) {
  const { data, error } = await call;
  if (!error) {
    return data;
  }
  throw error.cause instanceof Response ? new Refusal(error.cause.status, error.message) : error;
}

await answer((...session) => new Litehex(...session));
