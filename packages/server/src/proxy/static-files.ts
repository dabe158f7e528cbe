import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { accepts } from '../wire/accepts.ts'

interface StaticFile {
  readonly body: Buffer
  readonly zipped: Buffer | undefined
  /** What lay beside it as `<name>.br`. */
  readonly brotli: Buffer | undefined
  readonly etag: string
  readonly type: string
  /** Its name changes with its content: clients need not ask again. */
  readonly immutable: boolean
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html;charset=UTF-8',
  '.js': 'text/javascript;charset=UTF-8',
  '.mjs': 'text/javascript;charset=UTF-8',
  '.css': 'text/css;charset=UTF-8',
  '.json': 'application/json;charset=UTF-8',
  '.map': 'application/json;charset=UTF-8',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain;charset=UTF-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

/** Scripts, styles and connections of our own only; nobody may frame us. */
export const securityHeaders = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

function readStatic(path: string, name: string): StaticFile {
  const body = readFileSync(path)
  const zipped = body.length > 1024 && !/\.(png|ico|webp|woff2)$/.test(name) ? gzipSync(body) : undefined
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  const immutable = /[.-][0-9A-Za-z_-]{8,}\.(js|css|woff2|wasm)$/.test(name) && name.includes('assets/')
  const brotli = existsSync(`${path}.br`) ? readFileSync(`${path}.br`) : undefined
  return { body, zipped, brotli, etag, type: types[extname(name)] ?? 'application/octet-stream', immutable }
}

/** Was this asked for by somebody who opens a page? Its path may end in a name with a dot, but not as files of ours do. */
function opensPage({ url = '', headers }: IncomingMessage): boolean {
  const path = url.split(/[?#]/, 1)[0] ?? ''
  return /\btext\/html\b/i.test(headers.accept ?? '') && !(extname(path).toLowerCase() in types)
}

/** The smallest form of a file that the client takes. */
function bodyFor({ body, zipped, brotli }: StaticFile, accepted: string | undefined): { body: Buffer; encoding?: string } {
  if (brotli && accepts(accepted, 'br')) return { body: brotli, encoding: 'br' }
  if (zipped && accepts(accepted, 'gzip')) return { body: zipped, encoding: 'gzip' }
  return { body }
}

/**
 * Static files by the path that clients ask for. All are read at the start, before privileges are dropped; a request
 * only ever looks a name up in this table, so no path reaches the file system.
 */
export class StaticFiles {
  readonly #files = new Map<string, StaticFile>()
  /** The page that finds its own way by the path. */
  readonly #application: StaticFile | undefined

  /** Earlier folders win. Of `application`, one of them, the front page answers for every path that is no file. */
  constructor(folders: readonly string[], application?: string) {
    for (const folder of folders) {
      const names = new Set(globSync('**/*', { cwd: folder }))
      for (const name of names) {
        const path = join(folder, name)
        const url = `/${name}`
        const beside = name.endsWith('.br') && names.has(name.slice(0, -3))
        if (!beside && !this.#files.has(url) && statSync(path).isFile()) this.#files.set(url, readStatic(path, name))
      }
    }
    if (application !== undefined && existsSync(join(application, 'index.html'))) this.#application = this.#files.get('/index.html')
  }

  #find(request: IncomingMessage): StaticFile | undefined {
    const path = (request.url ?? '').split('?', 1)[0] ?? ''
    const file = this.#files.get(path.endsWith('/') ? `${path}index.html` : path)
    return file ?? (opensPage(request) ? this.#application : undefined)
  }

  /** Answers from the table, or says that there is no such file (false). */
  serve(request: IncomingMessage, response: ServerResponse): boolean {
    const file = this.#find(request)
    if (!file) return false
    const { headers, method } = request
    const caching = file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache'
    const vary = file === this.#application ? 'accept, accept-encoding' : 'accept-encoding'
    const common = { ...securityHeaders, etag: file.etag, 'cache-control': caching, vary }
    if (headers['if-none-match']?.split(',').some(tag => tag.trim().replace(/^W\//, '') === file.etag)) {
      response.writeHead(304, common).end()
      return true
    }
    const { body, encoding } = bodyFor(file, String(headers['accept-encoding'] ?? ''))
    response.writeHead(200, {
      ...common,
      'content-type': file.type,
      'content-length': body.length,
      ...(encoding !== undefined && { 'content-encoding': encoding }),
    })
    response.end(method === 'HEAD' ? undefined : body)
    return true
  }
}
