/** The command line for containers, and programs and files in them over the API, against the real product. */
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { appendFileSync, chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { cannotRun } from '../../packages/lxc/src/testing/hand-made-container.ts'
import { childrenOf } from '../contract/processes.ts'
import { busyboxTemplate } from '../guests/container-template.ts'
import { checkout, Product } from '../product.ts'

const skip = cannotRun()
const product = new Product()
const folder = mkdtempSync(join(tmpdir(), 'quorate-pct-'))
const ct = '/nodes/pve/lxc/100'
let template = ''
/** Folder that is `/` in the container, as the node sees it. */
let inside = ''

const environment = () => ({ ...process.env, QUORATE_ROOT: product.root, PATH: `${join(checkout, 'bin')}:${process.env.PATH}` })

interface Ran {
  readonly code: number
  readonly out: Buffer
  readonly error: string
}

/** Runs pct with something on its standard input. */
async function pct(args: readonly string[], input: string | Uint8Array = ''): Promise<Ran> {
  const child = spawn('pct', args, { env: environment(), stdio: ['pipe', 'pipe', 'pipe'] })
  const out: Buffer[] = []
  let error = ''
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
  child.stderr.setEncoding('utf8').on('data', chunk => (error += chunk))
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  const code = await new Promise<number>(resolve => child.on('close', status => resolve(status ?? -1)))
  return { code, out: Buffer.concat(out), error }
}

async function ok(line: string): Promise<string> {
  const { code, out, error } = await pct(line.split(' '))
  assert.equal(code, 0, `pct ${line}: ${error}`)
  return out.toString()
}

interface ExecStatus {
  readonly exited: number
  readonly exitcode?: number
  readonly signal?: number
  readonly 'out-data'?: string
}

async function ended(pid: number): Promise<ExecStatus> {
  for (;;) {
    const status = (await product.ok('GET', `${ct}/exec-status?pid=${pid}`)) as ExecStatus
    if (status.exited) return status
    await delay(20)
  }
}

before(async () => {
  if (skip) return
  await product.start()
  await product.login()
  // Root of an unprivileged container has to pass through it.
  chmodSync(product.root, 0o755)
  template = (await busyboxTemplate()).path
})
after(async () => {
  rmSync(folder, { recursive: true })
  if (!skip) await product.destroy()
})

const settings = '--hostname ct100 --memory 64 --cores 1 --unprivileged 1 --ostype unmanaged --rootfs local:0.125'.split(' ')

test('a container is created from a file and from standard input, and destroyed', { skip }, async () => {
  const created = await pct(['create', '100', template, ...settings])
  assert.deepEqual([created.code, created.error], [0, ''])
  assert.match(await ok('list'), /^100 +stopped +ct100 +$/m)
  const piped = await pct(['create', '101', '-', ...settings], readFileSync(template))
  assert.deepEqual([piped.code, piped.error], [0, ''])
  assert.deepEqual(
    readdirSync('/var/tmp').filter(name => name.startsWith('quorate-input-')),
    [],
  )
  assert.equal((await pct(['create', '102', '/no/such/file', ...settings])).code, 255)
  assert.equal((await pct(['create', '101', template, ...settings])).error, "CT 101 already exists on node 'pve'\n")
  await ok('destroy 101')
  assert.doesNotMatch(await ok('list'), /^101 /m)
})

test('containers are listed, shown, changed and started', { skip }, async () => {
  appendFileSync(join(product.root, 'etc/pve/nodes/pve/lxc/100.conf'), 'lxc.environment: FROM=config\n')
  assert.equal(
    await ok('list'),
    'VMID       Status     Lock         Name                \n100        stopped                 ct100               \n',
  )
  assert.equal(await ok('status 100'), 'status: stopped\n')
  assert.equal(await ok('set 100 --onboot 1'), '')
  assert.equal(
    await ok('config 100'),
    'arch: amd64\ncores: 1\nhostname: ct100\nmemory: 64\nonboot: 1\nostype: unmanaged\n' +
      'rootfs: local:100/vm-100-disk-0.raw,size=128M\nunprivileged: 1\nlxc.environment: FROM=config\n',
  )
  assert.match(await ok('pending 100'), /^cur onboot: 1$/m)
  assert.equal(await ok('rescan --dryrun'), "NOTE: running in dry-run mode, won't write changes out!\nrescan volumes...\n")
  assert.equal(await ok('start 100'), '')
  inside = `/proc/${(await product.ok('GET', `${ct}/status/current`)).pid}/root`
  assert.match(await ok('list'), /^100 {8}running/m)
  assert.match(await ok('df 100'), /^MP +Volume +Size +Used +Avail Use% Path\nrootfs local:100\/vm-100-disk-0\.raw +[\d.]+M .* \/\n$/)
  assert.match(await ok('cpusets'), /^-+\n100: +\d+\n-+\n$/)
})

test('a program has this command’s input, outputs and exit code', { skip }, async () => {
  const { code, out, error } = await pct(['exec', '100', '--', 'sh', '-c', 'cat; echo wrong >&2; exit 3'], 'typed\n')
  assert.deepEqual([code, out.toString(), error], [3, 'typed\n', 'wrong\n'])
  assert.equal((await pct(['exec', '100', 'false'])).code, 1)
  assert.equal((await pct(['exec', '100', '--', 'sh', '-c', 'kill -9 $$'])).code, 137)
  assert.equal((await pct(['exec', '100', '/no/such'])).code, 127)
  const bytes = randomBytes(3 << 20)
  assert.ok(bytes.equals((await pct(['exec', '100', 'cat'], bytes)).out))
  assert.equal((await pct(['exec', '999', 'true'])).code, 2)
})

test('it has an environment of its own unless the caller’s is handed on', { skip }, async () => {
  process.env.QUORATE_TEST_MARK = 'here'
  const clean = (await ok('exec 100 env')).trim().split('\n').toSorted()
  assert.deepEqual(
    clean.filter(line => !line.startsWith('TERM=')),
    [
      'FROM=config',
      'HOME=/root',
      'LOGNAME=root',
      'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      'SHELL=/bin/sh',
      'USER=root',
      'container=lxc',
    ],
  )
  assert.match(await ok('exec 100 --keep-env 1 env'), /^QUORATE_TEST_MARK=here$/m)
  delete process.env.QUORATE_TEST_MARK
})

test('a shell has the terminal, with job control, and ends with its exit code', { skip }, async () => {
  const shell = spawn('script', ['--return', '--quiet', '--command', 'pct enter 100', '/dev/null'], { env: environment() })
  let shown = ''
  const prompts = ['echo "at $(tty)"; sleep 60 &\n', 'jobs; kill %1; wait\n', 'exit 5\n']
  shell.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text
    if (text.includes('# ')) shell.stdin.write(prompts.shift() ?? '')
  })
  const code = await new Promise(resolve => shell.on('close', resolve))
  assert.equal(code, 5, shown)
  assert.match(shown, /^at \/dev\/pts\/\d+\r*$/m)
  assert.match(shown, /\[1\]\+? +Running +sleep 60/)
})

test('files are copied both ways, whole, and with the owner that was asked for', { skip }, async () => {
  const content = randomBytes(20 << 20)
  const [there, back] = [join(folder, 'there'), join(folder, 'back')]
  writeFileSync(there, content)
  await ok(`push 100 ${there} /root/copy --user 7 --group 8 --perms 0640`)
  const { uid, gid, mode } = statSync(join(inside, 'root/copy'))
  assert.deepEqual([uid, gid, mode & 0o7777], [100_007, 100_008, 0o640])
  await ok(`pull 100 /root/copy ${back} --perms 600`)
  assert.ok(content.equals(readFileSync(back)))
  assert.equal(statSync(back).mode & 0o7777, 0o600)
  assert.equal((await pct(['push', '100', '-', '/root/typed'], 'typed')).code, 0)
  assert.equal(await ok('pull 100 /root/typed -'), 'typed')
  const failed = await pct(['pull', '100', '/root/none', join(folder, 'none')])
  assert.deepEqual([failed.code, failed.error], [2, "cannot read '/root/none' in CT 100: no such file or directory\n"])
  const refused = await pct(['push', '100', there, '/no/folder'], '')
  assert.deepEqual([refused.code, refused.error], [2, "cannot write '/no/folder' in CT 100: no such file or directory\n"])
})

test('the API answers as the guest agent of a VM does', { skip }, async () => {
  const { pid } = await product.ok('POST', `${ct}/exec`, { command: ['sh', '-c', 'cat; exit 4'], 'input-data': 'grüße' })
  assert.deepEqual(await ended(pid), { exited: 1, exitcode: 4, 'out-data': 'grüße' })
  assert.equal(await product.ok('POST', `${ct}/file-write`, { file: '/root/api', content: 'one\n' }), null)
  assert.deepEqual(await product.ok('GET', `${ct}/file-read?file=/root/api`), { content: 'one\n' })
  assert.deepEqual(await product.ok('GET', `${ct}/file-read?file=/root/api&count=2&decode=0`), { content: 'b24=', truncated: 1 })
  const bad = await product.api('POST', `${ct}/exec`, { command: [''] })
  assert.deepEqual([bad.status, bad.errors], [400, { command: 'no command given' }])
})

test('the task list says who ran which program and touched which file, and nothing of what passed', { skip }, async () => {
  const { pid } = await product.ok('POST', `${ct}/exec`, {
    command: ['echo', 'hush-argument'],
    env: ['X=hush-env'],
    'input-data': 'hush-input',
  })
  await ended(pid)
  await product.ok('POST', `${ct}/file-write`, { file: '/root/noted', content: 'hush-content' })
  await product.ok('GET', `${ct}/file-read?file=/root/noted`)
  await ok('exec 100 -- echo hush-more')
  const tasks: readonly { type: string; user: string; upid: string }[] = await product.ok('GET', '/nodes/pve/tasks?vmid=100&limit=4')
  const logs = await Promise.all(tasks.map(({ upid }) => product.ok('GET', `/nodes/pve/tasks/${upid}/log`)))
  // By kind: they stand in the order of their ends, and that of a program is noted a moment after it is told.
  assert.deepEqual(tasks.map(({ type, user }, at) => [type, user, logs[at][0].t]).toSorted(), [
    ['vzexec', 'root@pam', '"echo"'],
    ['vzexec', 'root@pam', '"echo" as root, with 1 argument'],
    ['vzfileread', 'root@pam', '"/root/noted"'],
    ['vzfilewrite', 'root@pam', '"/root/noted"'],
  ])
  assert.doesNotMatch(JSON.stringify(logs), /hush/)
})

test('each of the three privileges gives its own, and who may administrate the container has none', { skip }, async () => {
  const joe = new Product()
  joe.port = product.port
  await product.ok('POST', '/access/users', { userid: 'joe@pve', password: 'a-password' })
  await joe.login('joe@pve', 'a-password')
  const calls = [
    ['VM.Guest.Exec', 'POST', `${ct}/exec`, { command: ['true'] }],
    ['VM.Guest.FileRead', 'GET', `${ct}/file-read?file=/etc/passwd`, undefined],
    ['VM.Guest.FileRead', 'GET', `${ct}/file-download?file=/etc/passwd`, undefined],
    ['VM.Guest.FileWrite', 'POST', `${ct}/file-write`, { file: '/root/joe', content: '' }],
  ] as const
  const tasks = async () => ((await product.ok('GET', '/nodes/pve/tasks?vmid=100')) as unknown[]).length
  await product.ok('PUT', '/access/acl', { path: '/vms/100', users: 'joe@pve', roles: 'PVEVMAdmin' })
  const count = await tasks()
  for (const [, method, path, parameters] of calls) assert.equal((await joe.api(method, path, parameters)).status, 403, path)
  for (const method of ['attach-command', 'unlock', 'rescan']) {
    const { status } = await joe.api(method === 'attach-command' ? 'GET' : 'POST', `${ct}/${method}`)
    assert.equal(status, 403, method)
  }
  assert.equal(await tasks(), count)
  for (const privilege of ['VM.Guest.Exec', 'VM.Guest.FileRead', 'VM.Guest.FileWrite']) {
    await product.ok('POST', '/access/roles', { roleid: privilege.replaceAll('.', ''), privs: privilege })
    await product.ok('PUT', '/access/acl', { path: '/vms/100', users: 'joe@pve', roles: 'PVEVMAdmin', delete: 1 })
    await product.ok('PUT', '/access/acl', { path: '/vms/100', users: 'joe@pve', roles: privilege.replaceAll('.', '') })
    for (const [needed, method, path, parameters] of calls)
      assert.equal((await joe.api(method, path, parameters)).status, needed === privilege ? 200 : 403, `${privilege}: ${path}`)
    await product.ok('PUT', '/access/acl', { path: '/vms/100', users: 'joe@pve', roles: privilege.replaceAll('.', ''), delete: 1 })
  }
  await joe.destroy()
})

test('a program outlives the daemon, and ends with the task runner, which says so', { skip }, async () => {
  spawnSync('mkfifo', [join(inside, 'tmp/go')])
  const { pid } = await product.ok('POST', `${ct}/exec`, { command: ['sh', '-c', 'read x < /tmp/go; echo went'] })
  const endOf = async (name: string) => {
    const process_ = childrenOf(product.pid).get(name)
    assert.ok(process_)
    process.kill(process_, 'SIGKILL')
    while (childrenOf(product.pid).get(name) === process_ || !childrenOf(product.pid).has(name)) await delay(20)
    for (let tries = 0; (await product.api('GET', '/version')).status !== 200 && tries < 200; tries += 1) await delay(50)
  }
  await endOf('quorate-daemon')
  await writeFile(join(inside, 'tmp/go'), 'x\n')
  assert.deepEqual(await ended(pid), { exited: 1, exitcode: 0, 'out-data': 'went\n' })
  const left = await product.ok('POST', `${ct}/exec`, { command: ['sleep', '4733'] })
  await delay(300)
  await endOf('quorate-runner')
  assert.deepEqual(await ended(left.pid), { exited: 1, signal: 9 })
  for (let tries = 0; (await ok('exec 100 ps')).includes('4733') && tries < 100; tries += 1) await delay(50)
  assert.doesNotMatch(await ok('exec 100 ps'), /4733/)
})

test('without the product running, containers can be listed, shown and entered', { skip }, async () => {
  await product.stop()
  assert.match(await ok('list'), /^100 {8}running/m)
  assert.match(await ok('config 100'), /^hostname: ct100$/m)
  assert.match(await ok('df 100'), /^rootfs /m)
  assert.equal(await ok('exec 100 id'), 'uid=0(root) gid=0(root)\n')
  assert.match((await pct(['stop', '100'])).error, /Quorate does not run for this root/)
  await product.start()
  await product.login()
  assert.equal(await ok('stop 100'), '')
  assert.match((await pct(['exec', '100', 'true'])).error, /CT 100 not running/)
})

test('a container is mounted, checked, trimmed and unmounted', { skip }, async () => {
  assert.equal(await ok('mount 100'), `mounted CT 100 in '${product.root}/var/lib/lxc/100/rootfs'\n`)
  assert.match(await ok('list'), /^100 {8}stopped {4}mounted {6}ct100/m)
  assert.equal(await ok('pull 100 /root/typed -'), 'typed')
  assert.match((await pct(['start', '100'])).error, /CT is locked \(mounted\)/)
  await ok('unmount 100')
  assert.match(await ok('fsck 100 --force'), /clean|files/)
  assert.match(await ok('fstrim 100'), /^rootfs: .* given back$/m)
})
