/** Starts the real product on a root of its own, for tests that drive it from outside. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request } from 'node:https'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export const checkout = dirname(import.meta.dirname)
export const password = 'a-test-password'

export interface ApiAnswer {
  readonly status: number
  /** HTTP reason phrase, where clients read the error's text. */
  readonly reason: string
  // The shape is the method's own; every test knows which one it asked for.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly data: any
  readonly errors?: Readonly<Record<string, string>>
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise(resolve => server.close(resolve))
  if (typeof address !== 'object' || !address) throw new Error('no free port')
  return address.port
}

/** Open to look through, as an installed root is: what runs for an unprivileged container must get to its files. */
function newRoot(): string {
  const root = mkdtempSync(join(tmpdir(), 'quorate-test-'))
  chmodSync(root, 0o755)
  return root
}

export class Product {
  readonly root = newRoot()
  readonly node: string
  /** Address that it listens on. */
  readonly host: string
  port = 0
  #process: ChildProcess | undefined
  #output = ''
  #ticket = ''
  #csrf = ''

  constructor({ node = 'pve', host = '127.0.0.1' }: { readonly node?: string; readonly host?: string } = {}) {
    this.node = node
    this.host = host
  }

  get url(): string {
    return `https://${this.host}:${this.port}`
  }

  /** Everything that the product printed so far. */
  get output(): string {
    return this.#output
  }

  get pid(): number {
    const pid = this.#process?.pid
    if (pid === undefined) throw new Error('the product does not run')
    return pid
  }

  async start(): Promise<void> {
    if (this.port === 0) this.port = await freePort()
    const args = [
      '--max-semi-space-size=4',
      join(checkout, 'packages/daemons/src/supervisor.ts'),
      '--root',
      this.root,
      '--node',
      this.node,
      '--listen',
      `${this.host}:${this.port}`,
    ]
    const child = spawn(process.execPath, args, {
      env: { ...process.env, NODE_COMPILE_CACHE: join(checkout, '.cache/node'), QUORATE_ROOT_PASSWORD: password },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#process = child
    await new Promise<void>((resolve, reject) => {
      const onText = (text: string) => {
        this.#output += text
        if (this.#output.includes('Command line:')) resolve()
      }
      child.stdout.setEncoding('utf8').on('data', onText)
      child.stderr.setEncoding('utf8').on('data', onText)
      child.on('exit', code => reject(new Error(`the product ended with ${code}:\n${this.#output}`)))
    })
  }

  /** SIGTERM to the parent of all; guests keep running. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.#process
    this.#process = undefined
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise(resolve => child.once('exit', resolve))
    child.kill(signal)
    await ended
    this.#output = ''
  }

  /** Ends the product and every guest that still runs, and removes the root. */
  async destroy(): Promise<void> {
    try {
      if (this.#process && this.#ticket) {
        for (const guest of (await this.api('GET', '/cluster/resources?type=vm')).data ?? []) {
          if (guest.status === 'running') await this.task('POST', `/nodes/${this.node}/${guest.type}/${guest.vmid}/status/stop`)
        }
      }
    } finally {
      await this.stop()
      this.#endLeftGuests()
      this.#unmountAll()
      rmSync(this.root, { recursive: true, force: true })
    }
  }

  /** Guests that are locked, or that a task started at the last moment. */
  #endLeftGuests(): void {
    for (const file of globSync(['run/qemu-server/*.pid', 'run/lxc/*.pid', 'run/lxcfs.pid'], { cwd: this.root })) {
      const pid = Number(readFileSync(join(this.root, file), 'utf8'))
      if (pid > 1 && existsSync(`/proc/${pid}`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(this.root))
        process.kill(pid, 'SIGKILL')
    }
  }

  /** Nothing that is mounted below the root may be emptied with it. */
  #unmountAll(): void {
    const mounts = readFileSync('/proc/self/mountinfo', 'utf8').split('\n')
    const points = mounts.map(line => line.split(' ')[4] ?? '').filter(point => point.startsWith(`${this.root}/`))
    for (const point of points.toReversed()) execFileSync('umount', ['--lazy', '--', point])
  }

  async login(username = 'root@pam', secret = password): Promise<void> {
    const { data, status, reason } = await this.api('POST', '/access/ticket', { username, password: secret })
    if (status !== 200) throw new Error(`login failed: ${status} ${reason}`)
    this.#ticket = data.ticket
    this.#csrf = data.CSRFPreventionToken
  }

  get csrf(): string {
    return this.#csrf
  }

  get cookie(): string {
    return `PVEAuthCookie=${encodeURIComponent(this.#ticket)}`
  }

  async api(
    method: string,
    path: string,
    body?: Readonly<Record<string, unknown>>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<ApiAnswer> {
    const text = body && JSON.stringify(body)
    return await new Promise<ApiAnswer>((resolve, reject) => {
      const outgoing = request(
        `${this.url}/api2/json${path}`,
        {
          method,
          rejectUnauthorized: false,
          headers: {
            ...(this.#ticket ? { cookie: this.cookie, CSRFPreventionToken: this.#csrf } : {}),
            ...(text ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) } : {}),
            ...headers,
          },
        },
        response => {
          let received = ''
          response.setEncoding('utf8').on('data', chunk => (received += chunk))
          response.on('end', () => {
            const parsed = received.startsWith('{') ? JSON.parse(received) : {}
            resolve({ status: response.statusCode ?? 0, reason: response.statusMessage ?? '', ...parsed })
          })
        },
      )
      outgoing.on('error', reject)
      outgoing.end(text)
    })
  }

  /** As `api`, and fails unless the answer is 200. */
  async ok(method: string, path: string, body?: Readonly<Record<string, unknown>>): Promise<ApiAnswer['data']> {
    const answer = await this.api(method, path, body)
    if (answer.status !== 200)
      throw new Error(`${method} ${path}: ${answer.status} ${answer.reason} ${JSON.stringify(answer.errors ?? {})}`)
    return answer.data
  }

  /** Calls a method that is a task and waits for its end; answers the exit status. */
  async task(method: string, path: string, body?: Readonly<Record<string, unknown>>): Promise<string> {
    const upid = await this.ok(method, path, body)
    if (typeof upid !== 'string' || !upid.startsWith('UPID:'))
      throw new Error(`${method} ${path} answered no task: ${JSON.stringify(upid)}`)
    return await this.taskEnd(upid)
  }

  async taskEnd(upid: string, timeoutMs = 120_000): Promise<string> {
    const path = `/nodes/${upid.split(':')[1]}/tasks/${upid}`
    const until = Date.now() + timeoutMs
    while (Date.now() < until) {
      const status = await this.ok('GET', `${path}/status`)
      if (status.status === 'stopped') {
        if (status.exitstatus.startsWith('WARNINGS')) console.log(await this.#log(upid))
        return status.exitstatus
      }
      await new Promise(resolve => setTimeout(resolve, 50))
    }
    throw new Error(`task did not end in ${timeoutMs} ms: ${upid}\n${await this.#log(upid)}`)
  }

  async #log(upid: string): Promise<string> {
    return (await this.ok('GET', `/nodes/${upid.split(':')[1]}/tasks/${upid}/log`)).map((line: { t: string }) => line.t).join('\n')
  }

  /** Runs one of bin/* against this root. */
  async run(tool: string, ...args: string[]): Promise<{ code: number; out: string; error: string }> {
    const child = spawn(join(checkout, 'bin', tool), args, {
      env: { ...process.env, QUORATE_ROOT: this.root },
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd: '/',
    })
    let out = ''
    let error = ''
    child.stdout.setEncoding('utf8').on('data', chunk => (out += chunk))
    child.stderr.setEncoding('utf8').on('data', chunk => (error += chunk))
    const code = await new Promise<number>(resolve => child.on('close', status => resolve(status ?? -1)))
    return { code, out, error }
  }

  file(path: string): string {
    return readFileSync(join(this.root, path), 'utf8')
  }
}
