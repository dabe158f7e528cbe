import { PassThrough } from 'node:stream'
import { readFile } from 'node:fs/promises'
import {
  anyUser,
  endpoint,
  implement,
  needs,
  privilege,
  rootOnly,
  Reply,
  world,
  type Caller,
  type EndpointSpec,
  type Implementation,
  type Permission,
  type Privilege,
  type ServerEvent,
} from '@quorate/contract'
import { array, boolean, Failure, integer, nothing, object, optional, permissionFailure, string } from '@quorate/schema'
import type { Authenticator, Authorizer } from '../authentication.ts'
import { objectPath } from '../parameter-policies.ts'

const node = string()
const vmid = integer({ minimum: 100 })

/** A small API with one method of every kind, for this package's own tests. */
export const sample = {
  index: endpoint({ method: 'GET', path: '/', description: 'Index.', permission: anyUser, index: true, parameters: {} }),
  version: endpoint({
    method: 'GET',
    path: '/version',
    description: 'Version.',
    permission: anyUser,
    parameters: {},
    returns: object({ version: string() }),
  }),
  login: endpoint({
    method: 'POST',
    path: '/access/ticket',
    description: 'Log in.',
    permission: world,
    allowToken: false,
    parameters: { username: string(), password: string() },
  }),
  accessIndex: endpoint({
    method: 'GET',
    path: '/access',
    description: 'Index.',
    permission: anyUser,
    index: true,
    parameters: {},
    returns: array(object({ subdir: string() })),
  }),
  password: endpoint({
    method: 'PUT',
    path: '/access/password',
    description: 'Password.',
    permission: anyUser,
    allowToken: false,
    parameters: { password: string() },
  }),
  guest: endpoint({
    method: 'GET',
    path: '/nodes/{node}/qemu/{vmid}/config',
    description: 'Config.',
    proxy: 'node',
    permission: needs('/vms/{vmid}', 'VM.Audit'),
    parameters: { node, vmid },
  }),
  change: endpoint({
    method: 'PUT',
    path: '/nodes/{node}/qemu/{vmid}/config',
    description: 'Change.',
    proxy: 'node',
    queue: 'vmid',
    permission: needs('/vms/{vmid}', 'VM.Config.Options'),
    privilegePath: '/vms/{vmid}',
    parameters: {
      node,
      vmid,
      name: optional(string()),
      onboot: optional(boolean()),
      delete: optional(string({ format: 'pve-configid-list' })),
      revert: optional(string({ format: 'pve-configid-list' })),
      args: rootOnly(optional(string())),
      cores: privilege(optional(integer({ minimum: 1 })), 'VM.Config.CPU'),
      'net[n]': privilege(optional(string({ count: 32 })), 'VM.Config.Network'),
    },
    returns: nothing(),
  }),
  start: endpoint({
    method: 'POST',
    path: '/nodes/{node}/qemu/{vmid}/status/start',
    description: 'Start.',
    task: 'qmstart',
    proxy: 'node',
    permission: needs('/vms/{vmid}', 'VM.PowerMgmt'),
    parameters: { node, vmid },
  }),
  rootThing: endpoint({ method: 'GET', path: '/root', description: 'Root only.', parameters: {} }),
  echo: endpoint({
    method: 'POST',
    path: '/echo',
    description: 'Says what it was given.',
    permission: anyUser,
    parameters: { text: optional(string()), on: optional(boolean()), number: optional(integer()), list: optional(array(string())) },
  }),
  fails: endpoint({
    method: 'GET',
    path: '/fails',
    description: 'Fails with a text.',
    permission: anyUser,
    parameters: { text: string() },
  }),
  bug: endpoint({ method: 'GET', path: '/bug', description: 'Is broken.', permission: anyUser, parameters: {} }),
  large: endpoint({ method: 'GET', path: '/large', description: 'Much.', permission: anyUser, parameters: { size: integer() } }),
  slow: endpoint({ method: 'GET', path: '/slow', description: 'Takes its time.', permission: anyUser, parameters: { ms: integer() } }),
  events: endpoint({
    method: 'GET',
    path: '/events',
    description: 'Events.',
    permission: anyUser,
    transport: 'events',
    parameters: { since: optional(string()) },
  }),
  echoThere: endpoint({
    method: 'POST',
    path: '/nodes/{node}/echo',
    description: 'Says what it was given, and where.',
    permission: anyUser,
    parameters: { node, text: optional(string()) },
  }),
  failsThere: endpoint({
    method: 'GET',
    path: '/nodes/{node}/fails',
    description: 'Fails with a text.',
    permission: anyUser,
    parameters: { node, text: string() },
  }),
  slowThere: endpoint({
    method: 'GET',
    path: '/nodes/{node}/slow',
    description: 'Takes its time.',
    permission: anyUser,
    parameters: { node, ms: integer() },
  }),
  downloadThere: endpoint({
    method: 'GET',
    path: '/nodes/{node}/download',
    description: 'Download.',
    permission: anyUser,
    transport: 'download',
    parameters: { node, size: integer() },
  }),
  eventsThere: endpoint({
    method: 'GET',
    path: '/nodes/{node}/events',
    description: 'Events.',
    permission: anyUser,
    transport: 'events',
    parameters: { node, since: optional(string()) },
  }),
  console: endpoint({
    method: 'GET',
    path: '/nodes/{node}/console',
    description: 'Console.',
    permission: needs('/nodes/{node}', 'Sys.Console'),
    transport: 'websocket',
    parameters: { node },
  }),
  upload: endpoint({
    method: 'POST',
    path: '/nodes/{node}/storage/{storage}/upload',
    description: 'Upload.',
    permission: needs('/storage/{storage}', 'Datastore.AllocateTemplate'),
    transport: 'upload',
    parameters: { node, storage: string(), content: string(), filename: optional(string()) },
  }),
  volume: endpoint({
    method: 'GET',
    path: '/nodes/{node}/storage/{storage}/content/{volume}',
    description: 'A volume.',
    permission: anyUser,
    parameters: { node, storage: string(), volume: string() },
  }),
  download: endpoint({
    method: 'GET',
    path: '/download',
    description: 'Download.',
    permission: anyUser,
    transport: 'download',
    parameters: { size: integer() },
  }),
}

/** Declared, never built. */
export const unbuilt = endpoint({ method: 'GET', path: '/cluster/future', description: 'Later.', permission: anyUser, parameters: {} })

export const sampleSpecs: readonly EndpointSpec[] = [...Object.values(sample), unbuilt]

async function* chunks(size: number): AsyncGenerator<Uint8Array> {
  const chunk = Buffer.alloc(65_536, 'x')
  for (let left = size; left > 0; left -= chunk.length) yield chunk.subarray(0, Math.min(left, chunk.length))
}

async function* countEvents(since: string | undefined, signal: AbortSignal): AsyncGenerator<ServerEvent> {
  for (let number = Number(since?.split('-')[1] ?? 0) + 1; !signal.aborted; number++) {
    yield { id: `e-${number}`, type: 'guest', path: '/vms/100', data: { number, on: true } }
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}

/** Handlers of the sample API. `seen` notes what reached a handler. */
export function sampleImplementations(seen: unknown[] = []): Implementation[] {
  const { index: _index, accessIndex: _accessIndex, ...built } = sample
  return implement(built, {
    version: () => ({ version: '9.0', release: '9.0', repoid: 'test' }),
    login: (call, { username }) => ({ username, from: call.caller.address }),
    password: () => null,
    guest: (_call, { node: where, vmid: id }) => ({ node: where, vmid: id }),
    change: (_call, parameters) => void seen.push(parameters),
    start: () => async () => undefined,
    rootThing: () => 'root',
    echo: (call, parameters) => {
      seen.push(parameters)
      return { ...parameters, caller: call.caller.authid, address: call.caller.address }
    },
    fails: (_call, { text }) => {
      throw new Failure(text)
    },
    bug: () => {
      throw new TypeError('a programming error')
    },
    large: (_call, { size }) => new Reply('x'.repeat(size), { total: size }),
    slow: async (call, { ms }) => {
      await new Promise(resolve => setTimeout(resolve, ms))
      seen.push({ aborted: call.signal.aborted })
      return 'done'
    },
    events: (call, { since }) => countEvents(since, call.signal),
    echoThere: (call, parameters) => ({ ...parameters, ran: call.node, caller: call.caller }),
    failsThere: (_call, { text }) => {
      throw new Failure(text)
    },
    slowThere: async (call, { ms }) => {
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, ms)
        call.signal.addEventListener('abort', () => {
          clearTimeout(timer)
          resolve()
        })
      })
      seen.push({ aborted: call.signal.aborted })
      return 'done'
    },
    downloadThere: (_call, { size }) => ({ stream: chunks(size), filename: 'a.bin', length: size }),
    eventsThere: (call, { since }) => countEvents(since, call.signal),
    console: () => new PassThrough(),
    upload: async (call, parameters) => {
      const text = call.upload && (await readFile(call.upload.path, 'utf8')).slice(0, 100)
      seen.push({ ...parameters, upload: call.upload })
      return { ...parameters, text: text ?? null, size: call.upload?.size ?? null }
    },
    volume: (_call, { volume }) => volume,
    download: (_call, { size }) => ({ stream: chunks(size), filename: 'a "file" ü.bin', length: size }),
  })
}

/** Users are named in the Authorization header: `user root@pam`; tokens: `token root@pam!t`. Anything else is refused. */
export const sampleAuthenticator: Authenticator = {
  authenticate({ authorization, address }): Caller | undefined {
    if (authorization === undefined) return undefined
    const [kind, authid = ''] = authorization.split(' ')
    const userid = authid.split('!')[0] ?? ''
    if (kind === 'user') return { authid, userid, root: authid === 'root@pam', address }
    if (kind === 'token') return { authid, userid, token: authid.split('!')[1] ?? '', root: false, address }
    throw new Failure('authentication failure', { status: 401 })
  },
}

/** Rights as `user -> path -> privileges`. */
export function sampleAuthorizer(rights: Readonly<Record<string, Readonly<Record<string, readonly Privilege[]>>>> = {}): Authorizer {
  const has = (caller: Caller, path: string, one: Privilege) => caller.root || (rights[caller.authid]?.[path]?.includes(one) ?? false)
  const authorizer: Authorizer = {
    check(permission: Permission | undefined, caller, parameters) {
      if (caller.root) return
      if (!permission) throw new Failure('Permission check failed (user != root@pam)', { status: 403 })
      if (permission.kind === 'privileges')
        authorizer.authorize(caller, objectPath(permission.path, parameters) ?? '', permission.privileges)
    },
    may: (caller, path, anyOf) => anyOf.some(one => has(caller, path, one)),
    authorize(caller, path, all) {
      if (!all.every(one => has(caller, path, one))) throw permissionFailure(path, all)
    },
  }
  return authorizer
}
