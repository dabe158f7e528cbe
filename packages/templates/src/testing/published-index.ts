import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** A key of somebody who publishes lists of templates. */
export interface PublisherKey extends Disposable {
  /** As it stands in a keyring of the config tree. */
  readonly armored: string
  /** As it stands in a keyring of a folder. */
  readonly binary: Buffer
  /** Detached and armored. */
  sign(data: string | Buffer): string
}

export function publisherKey(name: string): PublisherKey {
  const home = mkdtempSync(join(tmpdir(), 'quorate-gpg-'))
  const gpg = (...args: string[]) =>
    execFileSync('gpg', ['--homedir', home, '--batch', '--quiet', ...args], { stdio: ['ignore', 'pipe', 'ignore'] })
  gpg('--passphrase', '', '--quick-generate-key', `${name} <${name}@example.org>`, 'ed25519', 'sign', 'never')
  return {
    armored: gpg('--armor', '--export').toString(),
    binary: gpg('--export'),
    sign(data) {
      const file = join(home, 'data')
      writeFileSync(file, data)
      return gpg('--armor', '--detach-sign', '--output', '-', file).toString()
    },
    [Symbol.dispose]() {
      execFileSync('gpgconf', ['--homedir', home, '--kill', 'all'])
      rmSync(home, { recursive: true, force: true })
    },
  }
}

/** One template of a list, with its text. */
export function indexRecord(template: string, content: Buffer, fields: Readonly<Record<string, string>> = {}): string {
  const [, name = '', version = ''] = /^(.+?)_(.+)_amd64\./.exec(template) ?? []
  const all = {
    Package: name,
    Version: version,
    Type: 'lxc',
    OS: 'debian-12',
    Section: 'system',
    Maintainer: 'Somebody <somebody@example.org>',
    Architecture: 'amd64',
    Location: `images/${template}`,
    sha512sum: createHash('sha512').update(content).digest('hex'),
    Infopage: 'https://example.org/',
    Description: `${name}\n A template for tests.`,
    ...fields,
  }
  return `${Object.entries(all)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('')}\n`
}

export interface IndexServer extends AsyncDisposable {
  /** `http://127.0.0.1:1234/` */
  readonly url: string
  /** What lies at a path, without slash at the front; a function answers itself. */
  readonly files: Map<string, Buffer | string | ((response: ServerResponse) => void)>
  /** Paths that were asked for. */
  readonly asked: string[]
  /** Puts a list there, with its signature. */
  publish(name: string, text: string, key: PublisherKey): void
}

/** A web server on the loopback address. */
export async function indexServer(): Promise<IndexServer> {
  const files: IndexServer['files'] = new Map()
  const asked: string[] = []
  const server = createServer((request, response) => {
    const path = (request.url ?? '').slice(1)
    asked.push(path)
    const found = files.get(path)
    if (found === undefined) response.writeHead(404).end()
    else if (typeof found === 'function') found(response)
    else response.writeHead(200, { 'Content-Length': Buffer.byteLength(found) }).end(found)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    files,
    asked,
    publish(name, text, key) {
      files.set(`${name}.gz`, gzipSync(text))
      files.set(`${name}.asc`, key.sign(text))
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
