/** The command line against the real product: what fingers and scripts rely on, word for word. */
import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { smallLinuxDisk } from '../guests/small-linux.ts'
import { checkout, Product } from '../product.ts'

const product = new Product()

interface Ran {
  readonly code: number
  readonly out: string
  readonly error: string
}

/** Runs a tool with something on its standard input. */
async function feed(input: string, program: string, ...args: string[]): Promise<Ran> {
  const child = spawn(program.includes('/') ? program : join(checkout, 'bin', program), args, {
    env: { ...process.env, QUORATE_ROOT: product.root, PATH: `${join(checkout, 'bin')}:${process.env.PATH}` },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let [out, error] = ['', '']
  child.stdout.setEncoding('utf8').on('data', chunk => (out += chunk))
  child.stderr.setEncoding('utf8').on('data', chunk => (error += chunk))
  child.stdin.end(input)
  const code = await new Promise<number>(resolve => child.on('close', status => resolve(status ?? -1)))
  return { code, out, error }
}

/** Runs a command line (`qm list`) that has to succeed; answers what it printed. */
async function ok(line: string): Promise<string> {
  const [tool = '', ...args] = line.split(' ')
  const { code, out, error } = await product.run(tool, ...args)
  assert.equal(code, 0, `${line}: ${error}`)
  return out
}

async function fails(line: string): Promise<{ code: number; error: string }> {
  const [tool = '', ...args] = line.split(' ')
  const { code, out, error } = await product.run(tool, ...args)
  assert.notEqual(code, 0, `${line} should fail, but printed: ${out}`)
  return { code, error }
}

before(async () => {
  await product.start()
  await product.login()
})
after(() => product.destroy())

test('a VM is created, listed, shown and changed', async () => {
  assert.equal(await ok('qm list'), '')
  const created = await ok('qm create 100 --name web --memory 256 --kvm 0 --serial0 socket --scsi0 local:1 --boot order=virtio0')
  assert.match(created, /^scsi0: successfully created disk 'local:100\/vm-100-disk-0\.\w+,size=1G'$/m)
  assert.equal(
    await ok('qm list'),
    '      VMID NAME                 STATUS     MEM(MB)    BOOTDISK(GB) PID       \n' +
      '       100 web                  stopped    256                1.00 0         \n',
  )
  assert.equal(await ok('qm status 100'), 'status: stopped\n')
  assert.match(await ok('qm status 100 --verbose'), /^cpu: .*\n[^]*^maxmem: 268435456$[^]*^vmid: 100$/m)
  assert.equal(await ok('qm set 100 --onboot 1 -description two%0Alines'), 'update VM 100: -description two%0Alines -onboot 1\n')
  const config = await ok('qm config 100')
  assert.deepEqual(
    config.split('\n').map(line => line.split(':')[0]),
    ['boot', 'description', 'kvm', 'memory', 'meta', 'name', 'onboot', 'scsi0', 'serial0', 'smbios1', 'vmgenid', ''],
  )
  assert.match(await ok('qm pending 100'), /^cur onboot: 1$/m)
  assert.match(await ok('qm showcmd 100 --pretty'), /^\S*qemu-system-x86_64 \\\n {2}-name [^]* \\\n {2}-m /)
  assert.equal(await ok('qm listsnapshot 100'), '`-> current                                     You are here!\n')
})

test('what is not understood ends with 255 and the usage', async () => {
  assert.deepEqual(await fails('qm status'), { code: 255, error: '400 not enough arguments\nqm status <vmid> [OPTIONS]\n' })
  assert.deepEqual(await fails('qm status abc'), {
    code: 255,
    error: "400 Parameter verification failed.\nvmid: type check ('integer') failed - got 'abc'\nqm status <vmid> [OPTIONS]\n",
  })
  assert.deepEqual(await fails('qm start 100 --bogus 1'), {
    code: 255,
    error: 'Unknown option: bogus\n400 unable to parse option\nqm start <vmid> [OPTIONS]\n',
  })
  const unknown = await fails('qm frobnicate')
  assert.equal(unknown.code, 255)
  assert.match(unknown.error, /^ERROR: unknown command 'qm frobnicate'\nUSAGE: qm <COMMAND>/)
  assert.equal((await fails('qm')).code, 255)
})

test('a refusal ends with 2, a failed task with 1, and what is not built says so', async () => {
  assert.deepEqual(await fails('qm status 999'), { code: 2, error: "Configuration file 'nodes/pve/qemu-server/999.conf' does not exist\n" })
  const snapshot = await fails('qm snapshot 100 before')
  assert.ok(snapshot.code === 1 || snapshot.code === 2)
  assert.match(snapshot.error, /snapshot/)
  for (const line of ['qm mtunnel', 'pvesm scan nfs 192.0.2.1']) {
    const { code, error } = await fails(line)
    assert.equal(code, 1, line)
    assert.match(error, /not built yet/)
  }
})

test('help names every command and explains one', async () => {
  const list = await ok('qm help')
  assert.match(list, /^USAGE: qm <COMMAND> \[ARGS\] \[OPTIONS\]$/m)
  assert.match(list, /^ {7}qm disk move <vmid> <disk> \[<storage>\] \[OPTIONS\]$/m)
  const set = await ok('qm set --help')
  assert.match(set, /^USAGE: qm set <vmid> \[OPTIONS\]$/m)
  assert.match(set, /--net\[n\]/)
  assert.ok((await ok('qm help set --verbose')).length > set.length)
})

test('a volume that the config does not know is found', async () => {
  await ok('pvesm alloc local 100 vm-100-disk-8.raw 1M')
  const found = "VM 100 add unreferenced volume 'local:100/vm-100-disk-8.raw' as 'unused0' to config\n"
  assert.equal(
    await ok('qm rescan --vmid 100 --dryrun'),
    `NOTE: running in dry-run mode, won't write changes out!\nrescan volumes...\n${found}`,
  )
  assert.equal(await ok('qm disk rescan'), `rescan volumes...\n${found}`)
  assert.equal(await ok('qm rescan'), 'rescan volumes...\n')
  await ok('qm disk unlink 100 --idlist unused0')
  assert.doesNotMatch(await ok('pvesm list local'), /vm-100-disk-8/)
})

test('volumes are allocated, found, listed and freed', async () => {
  assert.equal(await ok('pvesm alloc local 100 vm-100-disk-9.qcow2 1G'), "successfully created 'local:100/vm-100-disk-9.qcow2'\n")
  assert.equal(await ok('pvesm path local:100/vm-100-disk-9.qcow2'), `${product.root}/var/lib/vz/images/100/vm-100-disk-9.qcow2\n`)
  assert.match(
    await ok('pvesm list local --vmid 100'),
    /^Volid +Format +Type +Size +VMID\n[^]*^local:100\/vm-100-disk-9\.qcow2 +qcow2 +images +1073741824 +100$/m,
  )
  assert.equal(await ok('pvesm free local:100/vm-100-disk-9.qcow2'), "Removed volume 'local:100/vm-100-disk-9.qcow2'\n")
  assert.match(
    await ok('pvesm status'),
    /^Name +Type +Status +Total \(KiB\) +Used \(KiB\) +Available \(KiB\) +%\nlocal +dir +active +\d+ +\d+ +\d+ +[\d.]+%\n$/,
  )
  await ok('pvesm add dir more --path /nonexistent-quorate --content images --disable 1')
  assert.match(await ok('pvesm status'), /^more +dir +disabled +0 +0 +0 +N\/A$/m)
  await ok('pvesm remove more')
})

test('users, tokens and passwords', async () => {
  const added = await feed('secret-1\nsecret-1\n', 'pveum', 'user', 'add', 'ann@pve', '--comment', 'Ann', '--password')
  assert.equal(added.code, 0, added.error)
  assert.match(await ok('pveum user list'), /│ ann@pve +│ Ann +│/)
  const ticket = await feed('secret-1\n', 'pveum', 'ticket', 'ann@pve')
  assert.match(ticket.out, /^PVE:ann@pve:[0-9A-F]{8}::\S+\n$/, ticket.error)
  assert.equal((await feed('secret-2\nsecret-3\n', 'pveum', 'passwd', 'ann@pve')).code, 255)
  const changed = await feed('secret-2\nsecret-2\n', 'pveum', 'passwd', 'ann@pve')
  assert.equal(changed.code, 0, changed.error)
  assert.match(await ok('pveum user token add ann@pve ci --output-format json'), /"full-tokenid":"ann@pve!ci"/)
  assert.match(await ok('pveum user token list ann@pve'), /│ ci +│/)
  await ok('pveum acl modify /vms/100 --users ann@pve --roles PVEVMUser')
  assert.match(await ok('pveum acl list --noborder --noheader'), /^\/vms\/100 +ann@pve +PVEVMUser +user +1$/m)
  assert.match(await ok('pveum user permissions ann@pve --path /vms/100'), /│ \/vms\/100 +│ VM\.Audit \(\*\) +│/)
  await ok('pveum userdel ann@pve')
  assert.equal(await ok('pveum user tfa list'), 'No TFA entries found.\n')
})

test('the API as a shell', async () => {
  const version: unknown = JSON.parse(await ok('pvesh get /version --output-format json'))
  assert.equal(typeof (version as { version: string }).version, 'string')
  assert.match(await ok('pvesh ls /nodes/pve/qemu'), /^Dr--d {8}100$/m)
  assert.match(await ok('pvesh usage /nodes/pve/qemu/100/status/start --verbose'), /^USAGE: pvesh create .*\n[^]*--skiplock +<boolean>/m)
  assert.match(await ok('pvesh set /nodes/pve/qemu/100/config --onboot 0 --noproxy'), /^$/)
  assert.match(await ok('pvesh create /nodes/pve/qemu --vmid 150 --name second'), /^UPID:pve:[^]*:qmcreate:150:root@pam:\n$/m)
  assert.match(await ok('pvesh delete /nodes/pve/qemu/150'), /UPID:pve:.*:qmdestroy:150:root@pam:\n$/)
  const missing = await fails('pvesh get /nodes/pve/nothing')
  assert.deepEqual([missing.code, missing.error.split('\n')[0]], [255, "400 No 'get' handler defined for '/nodes/pve/nothing'"])
})

test('tasks of the node are listed, with log and state', async () => {
  const tasks = JSON.parse(await ok('pvenode task list --output-format json')) as { upid: string; type: string }[]
  const created = tasks.find(task => task.type === 'qmcreate')
  assert.ok(created)
  assert.match(await ok(`pvenode task status ${created.upid}`), /│ exitstatus +│ OK +│/)
  assert.match(await ok(`pvenode task log ${created.upid}`), /TASK OK\n$/)
})

test('an image becomes a disk, first unused and then in its place', async () => {
  const imported = await product.run('qm', 'importdisk', '100', smallLinuxDisk(), 'local', '--format', 'qcow2')
  assert.equal(imported.code, 0, imported.error)
  const [, unused, volid] = /^(unused\d): successfully imported disk '(\S+)'$/m.exec(imported.out) ?? []
  assert.equal(unused, 'unused0')
  await ok(`qm set 100 --virtio0 ${volid}`)
  const added = await ok('qm set 100 --scsi5 local:1')
  assert.match(added, /^update VM 100: -scsi5 local:1\n(?:.*\n)*scsi5: successfully created disk 'local:100\//)
  await ok('qm set 100 --delete scsi5 --force 1')
  assert.match(await ok('qm config 100'), /^virtio0: local:100\/vm-100-disk-\d\.qcow2/m)
})

test('a running VM: monitor, serial console, waiting for its end', async () => {
  await ok('qm start 100')
  const again = await fails('qm start 100')
  assert.deepEqual(again, { code: 1, error: 'VM 100 already running\n' })
  const monitor = await feed('info status\nquit\n', 'qm', 'monitor', '100')
  assert.match(monitor.out, /^Entering QEMU Monitor for VM 100[^]*VM status: running/)
  const late = await fails('qm wait 100 --timeout 1')
  assert.deepEqual(late, { code: 2, error: 'timeout waiting for VM 100 to stop\n' })

  const waiting = product.run('qm', 'wait', '100')
  const session = await typeInto('qm terminal 100', async console => {
    await console.until(/TICK \d+/)
    console.type('echo sum-$((40+2))\r')
    await console.until(/sum-42/)
    console.type('\u000f')
  })
  assert.equal(session, 0)
  const shutdown = await product.run('qm', 'shutdown', '100', '--timeout', '60')
  assert.equal(shutdown.code, 0, shutdown.error)
  assert.equal((await waiting).code, 0)
})

test('Ctrl-C stops the task that is followed', async () => {
  await ok('qm create 102 --memory 64 --kvm 0')
  await ok('qm start 102')
  const child = execFile(join(checkout, 'bin/qm'), ['shutdown', '102', '--timeout', '120'], {
    env: { ...process.env, QUORATE_ROOT: product.root },
  })
  const ended = new Promise<number | null>(resolve => child.on('close', resolve))
  const active = async () =>
    (JSON.parse(await ok('pvenode task list --source active --output-format json')) as { type: string }[]).some(
      task => task.type === 'qmshutdown',
    )
  while (!(await active())) assert.equal(child.exitCode, null)
  child.kill('SIGINT')
  assert.equal(await ended, 1)
  assert.equal(await active(), false)
  assert.equal(await ok('qm status 102'), 'status: running\n')
})

test('a task is followed over a restart of the daemon', async () => {
  const following = product.run('qm', 'shutdown', '102', '--timeout', '6')
  while (!(await ok('pvenode task list --source active --noheader --noborder')).includes('qmshutdown')) continue
  const daemon = daemonOf(product.pid)
  assert.ok(daemon)
  process.kill(daemon, 'SIGKILL')
  const { code, error } = await following
  assert.deepEqual([code, /timeout/.test(error)], [1, true], error)
  await ok('qm stop 102')
})

/** The API daemon among the children of the product. */
function daemonOf(parent: number): number | undefined {
  const children = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim().split(' ').map(Number)
  return children.find(pid => readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith('quorate-daemon'))
}

test('bash completes commands, options and names that exist', async () => {
  const completed = async (line: string) => {
    const script = `source ${checkout}/generated/completion/quorate.bash; COMP_LINE=$1; COMP_POINT=\${#1}; _quorate "\${1%% *}"; printf '%s\\n' "\${COMPREPLY[@]}"`
    return (await feed('', '/bin/bash', '-c', script, 'bash', line)).out.trim().split('\n')
  }
  assert.deepEqual(await completed('qm st'), ['start', 'status', 'stop'])
  assert.deepEqual(await completed('qm start '), ['100', '102'])
  assert.deepEqual(await completed('qm set 100 --onb'), ['--onboot'])
  assert.deepEqual(await completed('pvesm list '), ['local'])
  assert.deepEqual(await completed('pvesh get /nodes/pve/qe'), ['/nodes/pve/qemu'])
  assert.ok((await completed('pvesm path local:')).every(name => name.startsWith('100/')))
})

test('without the daemon reads still work and leave no trace', async () => {
  const reads = ['qm list', 'qm config 100', 'qm status 100', 'qm pending 100', 'pvesm status', 'pvesm list local', 'pvenode task list']
  const online = new Map<string, string>()
  for (const line of reads) online.set(line, await ok(line))
  await product.stop()
  const before = everyFile(product.root)
  for (const line of reads) {
    const offline = await ok(line)
    if (line === 'pvesm status') assert.equal(offline.split('\n').length, online.get(line)?.split('\n').length)
    else assert.equal(offline, online.get(line), line)
  }
  assert.match((await fails('qm start 100')).error, /^Quorate does not run for this root/)
  assert.deepEqual(everyFile(product.root), before)
  await product.start()
  await product.login()
})

/** Every file with what tells that it was touched, reading aside. */
function everyFile(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(name => {
      const { size, mtimeMs, ctimeMs } = lstatSync(join(folder, name))
      return `${name} ${size} ${mtimeMs} ${ctimeMs}`
    })
    .toSorted()
}

interface Typing {
  type(text: string): void
  until(pattern: RegExp): Promise<void>
}

/** Runs a command on a terminal of its own, as a person would. Answers its exit code. */
async function typeInto(command: string, person: (typing: Typing) => Promise<void>): Promise<number> {
  const child = spawn('script', ['--quiet', '--return', '--flush', '--command', `${checkout}/bin/${command}`, '/dev/null'], {
    env: { ...process.env, QUORATE_ROOT: product.root, TERM: 'xterm' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let seen = ''
  let wake = Promise.withResolvers<void>()
  child.stdout.setEncoding('utf8').on('data', chunk => {
    seen += chunk
    wake.resolve()
    wake = Promise.withResolvers()
  })
  const ended = new Promise<number>(resolve => child.on('close', code => resolve(code ?? -1)))
  const timeout = setTimeout(() => child.kill(), 60_000)
  await person({
    type: text => void child.stdin.write(text),
    async until(pattern) {
      while (!pattern.test(seen)) {
        if (child.exitCode !== null) assert.fail(`'${command}' ended before ${pattern}: ${JSON.stringify(seen.slice(-400))}`)
        await Promise.race([wake.promise, ended])
      }
    },
  })
  const code = await ended
  clearTimeout(timeout)
  return code
}
