import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'

/** One machine under test: real or fake. `/bin/sh` must run there. */
export interface HostUnderTest extends AsyncDisposable {
  readonly host: Host
  /** A folder that exists and is empty. */
  readonly folder: string
  /** Starts a process that runs until it is told to end. */
  startProcess(): Promise<number>
}

const message = (pattern: RegExp) => (error: unknown) => error instanceof Failure && pattern.test(error.message)

/** What every Host promises, run against the real one and against the fake one. */
export function hostConformance(name: string, make: () => Promise<HostUnderTest>): void {
  const check = (promise: string, body: (under: HostUnderTest) => Promise<void>) =>
    test(`${name} host ${promise}`, async () => {
      await using under = await make()
      await body(under)
    })

  check('reads back what was written whole, with its mode', async ({ host, folder }) => {
    await host.files.writeAtomic(`${folder}/a`, 'one\n')
    await host.files.writeAtomic(`${folder}/a`, 'two\n', 0o600)
    assert.equal(await host.files.read(`${folder}/a`), 'two\n')
    const stat = await host.files.stat(`${folder}/a`)
    assert.deepEqual([stat?.kind, stat?.size, stat?.mode], ['file', 4, 0o600])
    assert.deepEqual(await host.files.list(folder), ['a'])
  })
  check('tells a missing file from an empty one', async ({ host, folder }) => {
    await host.files.writeAtomic(`${folder}/empty`, '')
    assert.equal(await host.files.readIfThere(`${folder}/empty`), '')
    assert.equal(await host.files.readIfThere(`${folder}/missing`), undefined)
    assert.equal(await host.files.stat(`${folder}/missing`), undefined)
    await assert.rejects(host.files.read(`${folder}/missing`), message(/^cannot read .*missing: no such file or directory$/))
  })
  check('does not write into a folder that is not there', async ({ host, folder }) => {
    await assert.rejects(host.files.writeAtomic(`${folder}/no/x`, 'x'), message(/cannot write .*no such file or directory/))
  })
  check('links only to a free name', async ({ host, folder }) => {
    await host.files.writeAtomic(`${folder}/a`, 'a')
    await host.files.writeAtomic(`${folder}/b`, 'b')
    await assert.rejects(host.files.link(`${folder}/a`, `${folder}/b`), message(/cannot link .*b: it already exists/))
    await host.files.link(`${folder}/a`, `${folder}/c`)
    assert.equal(await host.files.read(`${folder}/c`), 'a')
  })
  check('renames over what is there and removes what may not be there', async ({ host, folder }) => {
    await host.files.writeAtomic(`${folder}/a`, 'a')
    await host.files.writeAtomic(`${folder}/b`, 'b')
    await host.files.rename(`${folder}/a`, `${folder}/b`)
    assert.equal(await host.files.read(`${folder}/b`), 'a')
    await host.files.remove(`${folder}/b`)
    await host.files.remove(`${folder}/b`)
    assert.deepEqual(await host.files.list(folder), [])
  })
  check('renames to a new name only where nothing has it, not even an empty folder', async ({ host, folder }) => {
    await host.files.writeAtomic(`${folder}/a`, 'a')
    await host.files.makeDirectory(`${folder}/tree/below`)
    await host.files.makeDirectory(`${folder}/empty`)
    const taken = (error: unknown) => (error as { code?: string }).code === 'EEXIST'
    await assert.rejects(host.files.renameNew(`${folder}/tree`, `${folder}/empty`), taken)
    await assert.rejects(host.files.renameNew(`${folder}/a`, `${folder}/empty`), taken)
    await host.files.renameNew(`${folder}/tree`, `${folder}/moved`)
    assert.deepEqual(await host.files.list(folder), ['a', 'empty', 'moved'])
    assert.deepEqual(await host.files.list(`${folder}/moved`), ['below'])
  })
  check('exchanges the names of two folders', async ({ host, folder }) => {
    await host.files.makeDirectory(`${folder}/a/in-a`)
    await host.files.makeDirectory(`${folder}/b`)
    await host.files.exchange(`${folder}/a`, `${folder}/b`)
    assert.deepEqual([await host.files.list(`${folder}/a`), await host.files.list(`${folder}/b`)], [[], ['in-a']])
    await assert.rejects(
      host.files.exchange(`${folder}/a`, `${folder}/c`),
      (error: unknown) => (error as { code?: string }).code === 'ENOENT',
    )
  })
  check('makes folders with all above them and removes whole trees', async ({ host, folder }) => {
    await host.files.makeDirectory(`${folder}/x/y/z`)
    await host.files.makeDirectory(`${folder}/x/y/z`)
    await host.files.writeAtomic(`${folder}/x/y/z/f`, 'f')
    await assert.rejects(host.files.remove(`${folder}/x`), message(/cannot remove .*x/))
    await host.files.removeTree(`${folder}/x`)
    await host.files.removeTree(`${folder}/x`)
    assert.deepEqual(await host.files.list(folder), [])
  })
  check('tells the space of a file system', async ({ host, folder }) => {
    const usage = await host.files.usage(folder)
    assert.ok(usage.total > 0 && usage.used <= usage.total && usage.available <= usage.total)
  })
  check('finds nothing where the kernel shows nothing, and gives no order there', async ({ host }) => {
    assert.equal(await host.kernel.read('bus/nothing/devices/1/vendor'), undefined)
    assert.equal(await host.kernel.linked('bus/nothing/devices/1/driver'), undefined)
    assert.deepEqual(await host.kernel.list('bus/nothing/devices'), [])
    await assert.rejects(host.kernel.write('bus/nothing/drivers_probe', '1'), message(/^cannot write '1' to .*no such file or directory$/))
  })
  check('captures what a program prints and hands over every line', async ({ host }) => {
    const lines: string[] = []
    const result = await host.exec('sh', ['-c', 'echo one; echo two'], { onLine: (line, stream) => lines.push(`${stream} ${line}`) })
    assert.equal(result.stdout, 'one\ntwo\n')
    assert.deepEqual(lines, ['stdout one', 'stdout two'])
  })
  check('names the program and quotes its last error line when it fails', async ({ host }) => {
    await assert.rejects(host.exec('sh', ['-c', 'echo bad >&2; exit 3']), message(/^sh failed \(exit code 3\): bad$/))
    assert.equal((await host.exec('sh', ['-c', 'echo bad >&2; exit 3'], { okCodes: [3] })).code, 3)
  })
  check('says that a program is not installed', async ({ host }) => {
    await assert.rejects(host.exec('quorate-no-such-program', []), message(/quorate-no-such-program: the program is not installed/))
  })
  check('ends a program at its time limit and when the operation is aborted', async ({ host }) => {
    await assert.rejects(host.exec('sh', ['-c', 'sleep 20'], { timeoutMs: 50 }), message(/^sh: got timeout/))
    const abort = new AbortController()
    setTimeout(() => abort.abort(), 50)
    await assert.rejects(host.exec('sh', ['-c', 'sleep 20'], { signal: abort.signal }), message(/^sh was stopped/))
  })
  check('knows a process by its pid and start time', async ({ host, startProcess }) => {
    const pid = await startProcess()
    const ticks = host.processes.startTicks(pid)
    assert.ok(ticks !== undefined && host.processes.alive(pid, ticks))
    assert.equal(host.processes.alive(pid, ticks - 1), false)
    assert.ok((host.processes.commandLine(pid)?.length ?? 0) > 0)
  })
  check('tells when a process ends', async ({ host, startProcess }) => {
    const pid = await startProcess()
    assert.equal(await host.processes.ended(pid, { timeoutMs: 20 }), false)
    const ended = host.processes.ended(pid, { timeoutMs: 5000 })
    host.processes.kill(pid, 'KILL')
    assert.equal(await ended, true)
    assert.equal(host.processes.alive(pid), false)
    assert.equal(host.processes.startTicks(pid), undefined)
    assert.equal(host.processes.commandLine(pid), undefined)
    host.processes.kill(pid, 'TERM')
    assert.equal(await host.processes.ended(pid), true)
  })
  check('refuses to signal groups of processes', async ({ host }) => {
    for (const pid of [0, -1, 1, Number.NaN]) assert.throws(() => host.processes.kill(pid, 'KILL'), RangeError)
  })
  check('says that a bridge is missing', async ({ host }) => {
    await assert.rejects(host.links.attach('tap999i9', 'qnobridge', {}), message(/bridge 'qnobridge' does not exist/))
    assert.equal(await host.links.exists('tap999i9'), false)
    await host.links.remove('tap999i9')
  })
}
