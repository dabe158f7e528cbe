import { lookup } from 'node:dns/promises'
import { Failure } from '@quorate/schema/failure'
import type { Terminal } from '../../terminal.ts'
import { isSet, one, type SpecialRun } from '../special-run.ts'
import { isIn } from './mtunnel.ts'

const serverFolder = '/etc/corosync/qnetd/nssdb'

/** The address of the server that lies in the network; the name as it was given when any will do. */
async function hostIn(address: string, network: string | undefined): Promise<string> {
  if (network === undefined) return address
  const all = await lookup(address, { all: true }).catch((error: unknown) => {
    throw new Failure(`'${address}' cannot be resolved`, { cause: error })
  })
  const found = all.find(one => isIn(network, one.address))
  if (!found) throw new Failure(`'${address}' has no address in the network ${network}`)
  return found.address
}

/** A login as root at the server, asked for once: the connections after the first go through it. */
class ServerLogin {
  readonly #host: string
  readonly #terminal: Terminal
  readonly #options: readonly string[]

  constructor(host: string, folder: string, terminal: Terminal) {
    this.#host = host
    this.#terminal = terminal
    this.#options = ['-o', 'ControlMaster=auto', '-o', `ControlPath=${folder}/ssh`, '-o', 'ControlPersist=60']
  }

  /** Words that the shell of the server takes as they are. */
  async run(...words: string[]): Promise<number> {
    return await this.#terminal.run('ssh', [...this.#options, '--', `root@${this.#host}`, ...words])
  }

  async fetch(from: string, to: string): Promise<number> {
    return await this.#terminal.run('scp', ['-q', ...this.#options, '--', `${this.#target}:${from}`, to])
  }

  async send(from: string, to: string): Promise<number> {
    return await this.#terminal.run('scp', ['-q', ...this.#options, '--', from, `${this.#target}:${to}`])
  }

  get #target(): string {
    return `root@${this.#host.includes(':') ? `[${this.#host}]` : this.#host}`
  }

  async close(): Promise<void> {
    await this.#terminal.run('ssh', ['-q', ...this.#options, '-O', 'exit', '--', `root@${this.#host}`])
  }
}

function must(code: number, what: string): void {
  if (code !== 0) throw new Failure(`the quorum device was not set up: ${what} (exit code ${code})`)
}

/** Gives the cluster the vote of a server outside of it. Only the server is logged in to; the other nodes find all they need in the tree. */
export const qdeviceSetup: SpecialRun = async ({ connection, terminal, read }) => {
  const { parameters } = read()
  const host = await hostIn(one(parameters, 'address') ?? '', one(parameters, 'network'))
  if (!/^[a-zA-Z0-9:][a-zA-Z0-9.:-]*$/.test(host)) throw new Failure(`'${host}' is no host name or IP address`, { status: 400 })
  const force = isSet(one(parameters, 'force')) ? { force: 1 } : {}
  await using work = await terminal.workFolder()
  const file = (name: string) => `${work.path}/${name}`
  const base64 = async (name: string) => Buffer.from(await terminal.readFile(file(name))).toString('base64')
  const server = new ServerLogin(host, work.path, terminal)
  try {
    terminal.out(`Fetching the certificate of the server ${host}\n`)
    if ((await server.fetch(`${serverFolder}/qnetd-cacert.crt`, file('authority'))) !== 0) {
      terminal.out('The server has none yet, or cannot be reached: making one there\n')
      must(
        await server.run('corosync-qnetd-certutil', '-i'),
        `corosync-qnetd is not installed on ${host}, or root cannot log in there by ssh`,
      )
      must(await server.fetch(`${serverFolder}/qnetd-cacert.crt`, file('authority')), `the certificate of ${host} could not be fetched`)
    }
    const authority = await base64('authority')
    const asked = await connection.call('POST', '/cluster/config/qdevice/request', { authority, ...force })
    const { cluster, request } = asked.data as { cluster: string; request: string }
    await terminal.saveFile(file('request'), bytes(Buffer.from(request, 'base64')), { mode: 0o600 })
    terminal.out(`Having the certificate of cluster '${cluster}' signed\n`)
    const there = `${serverFolder}/quorate-${cluster}.crq`
    must(await server.send(file('request'), there), `the request could not be sent to ${host}`)
    must(await server.run('corosync-qnetd-certutil', '-s', '-c', there, '-n', cluster), `${host} did not sign the certificate`)
    must(await server.fetch(`${serverFolder}/cluster-${cluster}.crt`, file('signed')), 'the signed certificate could not be fetched')
    await connection.call('POST', '/cluster/config/qdevice', { host, authority, certificate: await base64('signed'), ...force })
    terminal.out(`The quorum device at ${host} is in the configuration; every node takes it within some seconds ('pvecm status')\n`)
    return 0
  } finally {
    await server.close()
  }
}

async function* bytes(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content
}
