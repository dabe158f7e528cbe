import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:tls'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { NotRunning } from '../../connection.ts'
import { FakeConnection } from '../../testing/fake-connection.ts'
import { FakeTerminal } from '../../testing/fake-terminal.ts'
import { runSpecial } from '../../testing/run-special.ts'
import { isIn } from './mtunnel.ts'

const totem = { cluster_name: 'prod', config_version: '3', secauth: 'on', version: '2' }
const upid = 'UPID:b:00000001:00000001:00000001:clusterjoin::root@pam:'
const joining = (given: (parameters: Record<string, unknown>) => void) =>
  new FakeConnection({
    'POST /cluster/config/join': (parameters: Record<string, unknown>) => (given(parameters), upid),
    [`GET /nodes/b/tasks/${encodeURIComponent(upid)}/log`]: [{ n: 1, t: 'this node is a member' }],
    [`GET /nodes/b/tasks/${encodeURIComponent(upid)}/status`]: { status: 'stopped', exitstatus: 'OK' },
  })

test('the state of the cluster is shown as corosync-quorumtool shows it, below what the cluster is called', async () => {
  const { code, terminal } = await runSpecial('pvecm status', new FakeConnection({ 'GET /cluster/config/totem': totem }))
  assert.equal(code, 0)
  assert.equal(
    terminal.output,
    `Cluster information
-------------------
Name:             prod
Config Version:   3
Transport:        knet
Secure auth:      on

`,
  )
  assert.deepEqual(terminal.programs, [['corosync-quorumtool', '-siH']])
})

test('a cluster without quorum, or without our daemon, is shown all the same', async () => {
  const terminal = new FakeTerminal()
  terminal.exitCode = 2
  const down = () => {
    throw new NotRunning('the daemon does not run')
  }
  assert.equal((await runSpecial('pvecm status', new FakeConnection({ 'GET /cluster/config/totem': down }), terminal)).code, 0)
  assert.deepEqual([terminal.output, terminal.programs.length], ['', 1])
})

test('a node alone has no state to show', async () => {
  await assert.rejects(runSpecial('pvecm status', new FakeConnection({ 'GET /cluster/config/totem': {} })), /this node is in no cluster/)
})

test('nodes, expected votes and keys are those of the programs of corosync', async () => {
  const terminal = new FakeTerminal()
  for (const line of ['pvecm nodes', 'pvecm expected 1', 'pvecm keygen /root/key']) await runSpecial(line, new FakeConnection(), terminal)
  assert.deepEqual(terminal.programs, [
    ['corosync-quorumtool', '-l'],
    ['corosync-quorumtool', '-e', '1'],
    ['corosync-keygen', '-k', '/root/key'],
  ])
  await assert.rejects(runSpecial('pvecm expected -- -f', new FakeConnection(), terminal), /has to be a number of votes/)
})

test('joining asks for the password, and no certificate when it is known', async () => {
  let given: unknown
  const fingerprint = 'AA:'.repeat(31) + 'AA'
  const terminal = new FakeTerminal({ typed: ['secret'] })
  const line = `pvecm add 192.0.2.1 --fingerprint ${fingerprint} --link0 10.0.0.2,priority=5 --force`
  const { code } = await runSpecial(
    line,
    joining(parameters => (given = parameters)),
    terminal,
  )
  assert.equal(code, 0)
  assert.deepEqual(given, { hostname: '192.0.2.1', fingerprint, link0: '10.0.0.2,priority=5', force: '1', password: 'secret' })
  assert.equal(terminal.prompts.length, 1)
  assert.equal(terminal.output, 'this node is a member\n')
  await assert.rejects(runSpecial('pvecm add 192.0.2.1 --use_ssh', new FakeConnection()), /leave --use_ssh out/)
})

test('an unknown certificate is shown, and the password is sent nowhere before it was confirmed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'quorate-add-'))
  const [key, cert] = [join(folder, 'key'), join(folder, 'cert')]
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=x', '-keyout', key, '-out', cert], {
    stdio: 'ignore',
  })
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) })
  try {
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const { fingerprint256 } = new X509Certificate(readFileSync(cert))
    for (const answer of ['no', '', undefined]) {
      const connection = new FakeConnection()
      const terminal = new FakeTerminal({ typed: ['secret', ...(answer === undefined ? [] : [answer])] })
      await assert.rejects(
        runSpecial(`pvecm add 127.0.0.1:${port}`, connection, terminal),
        /the fingerprint of '127\.0\.0\.1:\d+' was not confirmed/,
      )
      assert.ok(terminal.output.includes(fingerprint256))
      assert.deepEqual(connection.asked, [])
    }
    let given: Record<string, unknown> = {}
    const terminal = new FakeTerminal({ typed: ['secret', 'yes'] })
    await runSpecial(
      `pvecm add 127.0.0.1:${port}`,
      joining(parameters => (given = parameters)),
      terminal,
    )
    assert.equal(given.fingerprint, fingerprint256)
  } finally {
    server.close()
    rmSync(folder, { recursive: true })
  }
})

test('an address is found in its network', () => {
  assert.equal(isIn('10.1.0.0/16', '10.1.2.3'), true)
  assert.equal(isIn('10.1.0.0/16', '10.2.2.3'), false)
  assert.equal(isIn('fd00::/64', 'fd00::5'), true)
  assert.throws(() => isIn('10.1.0.0', '10.1.2.3'), /is no network such as/)
})

test('tunnels over SSH are not served', async () => {
  await assert.rejects(runSpecial('pvecm mtunnel', new FakeConnection()), /there is no tunnel over SSH to serve/)
  const connection = new FakeConnection({
    'GET /cluster/status': [{ type: 'cluster' }, { local: 0, ip: '10.0.0.1' }, { local: 1, ip: '10.0.0.2' }],
  })
  assert.equal((await runSpecial('pvecm mtunnel --get_migration_ip', connection)).terminal.output, "ip: '10.0.0.2'\n")
})

test('silence is kept about certificates that cannot be made now', async () => {
  const path = 'POST /nodes/localhost/certificates/update'
  let given: unknown
  await runSpecial('pvecm updatecerts --force', new FakeConnection({ [path]: (parameters: unknown) => void (given = parameters) }))
  assert.deepEqual(given, { force: 1 })
})

/** Runs what would run at the server here, in a folder of its own in the place of its database. */
class ServerTerminal extends FakeTerminal {
  readonly #server: string
  readonly #work: string

  constructor(folder: string) {
    super()
    this.#server = join(folder, 'nssdb')
    this.#work = join(folder, 'work')
    mkdirSync(this.#work)
  }
  override async workFolder() {
    return { path: this.#work, [Symbol.asyncDispose]: async () => undefined }
  }
  override async readFile(path: string) {
    return path.startsWith(this.#work) ? readFileSync(path) : await super.readFile(path)
  }
  override async saveFile(path: string, content: AsyncIterable<Uint8Array>, ownership: Parameters<FakeTerminal['saveFile']>[2]) {
    const { writeFile } = await import('node:fs/promises')
    await writeFile(path, content)
    await super.saveFile(path, content, ownership)
  }
  override async run(program: string, args: readonly string[]): Promise<number> {
    await super.run(program, args)
    const words = args.slice(args.indexOf('--') + 1)
    if (program === 'scp') {
      const [from = '', to = ''] = words.map(word => word.replace(/^root@192\.0\.2\.9:\/etc\/corosync\/qnetd\/nssdb/, this.#server))
      try {
        copyFileSync(from, to)
        return 0
      } catch {
        return 1
      }
    }
    if (words[1] !== 'corosync-qnetd-certutil') return 0
    return this.#certutil(words.slice(2))
  }
  /** The real one has its folder fixed: the same steps of it, by the program that it uses. */
  #certutil(words: readonly string[]): number {
    mkdirSync(this.#server, { recursive: true })
    const file = (name: string) => join(this.#server, name)
    const run = (...args: string[]) => spawnSync('certutil', ['-d', `sql:${this.#server}`, ...args], { input: 'y\n0\ny\n' }).status ?? 1
    if (words[0] === '-i') {
      const noise = ['-z', '/etc/hostname']
      return (
        run('-N', '--empty-password') ||
        run('-S', '-n', 'QNet CA', '-s', 'CN=QNet CA', '-x', '-t', 'CT,,', '-m', '101', '-2', ...noise) ||
        run('-L', '-n', 'QNet CA', '-a', '-o', file('qnetd-cacert.crt'))
      )
    }
    const [, , request = '', , cluster = ''] = words
    return run(
      '-C',
      '-v',
      '1200',
      '-m',
      '1024',
      '-i',
      request.replace(/^.*\//, `${this.#server}/`),
      '-o',
      file(`cluster-${cluster}.crt`),
      '-c',
      'QNet CA',
    )
  }
}

test('a quorum device is set up with one login at the server and a certificate that it signed', async t => {
  if (spawnSync('certutil', ['-H']).error) return t.skip('certutil is not installed')
  const folder = mkdtempSync(join(tmpdir(), 'quorate-qdevice-'))
  try {
    const own = join(folder, 'own')
    mkdirSync(own)
    const certutil = (...args: string[]) => execFileSync('certutil', ['-d', `sql:${own}`, ...args], { stdio: 'pipe' })
    certutil('-N', '--empty-password')
    certutil('-R', '-s', 'CN=prod', '-z', '/etc/hostname', '-o', join(own, 'request'))
    const given: Record<string, Record<string, string>> = {}
    const connection = new FakeConnection({
      'POST /cluster/config/qdevice/request': (parameters: Record<string, string>) => {
        given.request = parameters
        return { cluster: 'prod', request: readFileSync(join(own, 'request')).toString('base64') }
      },
      'POST /cluster/config/qdevice': (parameters: Record<string, string>) => void (given.add = parameters),
    })
    const terminal = new ServerTerminal(folder)
    assert.equal((await runSpecial('pvecm qdevice setup 192.0.2.9', connection, terminal)).code, 0)
    assert.match(Buffer.from(given.request?.authority ?? '', 'base64').toString(), /BEGIN CERTIFICATE/)
    assert.equal(given.add?.host, '192.0.2.9')
    const signed = new X509Certificate(Buffer.from(given.add?.certificate ?? '', 'base64'))
    assert.deepEqual([signed.subject, signed.issuer], ['CN=prod', 'CN=QNet CA'])
    // The first login opens a way that all others take.
    for (const [, ...args] of terminal.programs) assert.ok(args.includes('ControlMaster=auto'))
    assert.deepEqual(terminal.programs.at(-1)?.slice(-4), ['-O', 'exit', '--', 'root@192.0.2.9'])
    await assert.rejects(runSpecial('pvecm qdevice setup -- -oProxyCommand=x', connection, terminal), /is no host name or IP address/)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
