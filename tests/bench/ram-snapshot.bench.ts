// A snapshot with memory of a guest with 512 MB, beside QEMU's own snapshot-save of the same guest onto the same disk.
import { randomFillSync } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { median, Verdicts } from './verdicts.ts'
import { TrialMachine } from '../../packages/qemu/src/testing/trial-machine.ts'

const rounds = 7
const memoryMiB = 512
/** Pages that hold nothing cost nothing to save. */
const filledMiB = 400
const verdicts = new Verdicts()
const stood: number[] = []
const machine = await TrialMachine.create()

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  const ended = await work()
  if (ended !== 'OK') throw new Error(String(ended))
  return performance.now() - begun
}

const ours = (snapname: string) => machine.request('POST', '/{vmid}/snapshot', { vmid: 100, snapname, vmstate: true })
const forget = (snapname: string) => machine.request('DELETE', '/{vmid}/snapshot/{snapname}', { vmid: 100, snapname })

/** Runs one of QEMU's own jobs on the guest's only disk to its end. */
function job(command: 'snapshot-save' | 'snapshot-delete', tag: string): Promise<unknown> {
  const node = 'fmt-virtio0'
  const memory = command === 'snapshot-save' ? { vmstate: node } : {}
  return machine.services.runtime.qmp(100, async client => {
    await using events = client.events()
    await client.execute(command, { 'job-id': tag, tag, devices: [node], ...memory })
    for await (const { event, data } of events) if (event === 'JOB_STATUS_CHANGE' && data['status'] === 'concluded') break
    const failed = (await client.execute('query-jobs')).find(({ id }) => id === tag)?.error
    await client.execute('job-dismiss', { id: tag })
    return failed ?? 'OK'
  })
}

/** How long the guest stands still, seen from outside. */
async function standstill(work: Promise<unknown>): Promise<number> {
  let stopped = 0
  const done = work.then(() => true)
  return await machine.services.runtime.qmp(100, async client => {
    await using events = client.events()
    void done.then(() => events.return())
    let total = 0
    for await (const { event, timestamp } of events) {
      const at = timestamp.seconds * 1000 + timestamp.microseconds / 1000
      if (event === 'STOP') stopped = at
      if (event === 'RESUME') total += at - stopped
    }
    return total
  })
}

const fill = join(machine.folder, 'fill')
await writeFile(fill, randomFillSync(Buffer.alloc(filledMiB << 20)))
await machine.addGuest(100, {
  memory: { current: memoryMiB },
  args: `-device loader,file=${fill},addr=0x1000000,force-raw=on`,
})
await timed(() => machine.request('POST', '/{vmid}/status/start', { vmid: 100 }))
await delay(1000)
const mine: number[] = []
const its: number[] = []
for (let round = 0; round < rounds; round += 1) {
  const work = timed(() => ours('ours'))
  stood.push(await standstill(work))
  mine.push(await work)
  await timed(() => forget('ours'))
  its.push(await timed(() => job('snapshot-save', 'its')))
  await timed(() => job('snapshot-delete', 'its'))
}
verdicts.judge({
  what: `a snapshot with memory of a guest with ${memoryMiB} MB, ${filledMiB} MB of them in use`,
  value: median(mine),
  unit: 'ms',
  floor: { name: `QEMU's own snapshot-save`, value: median(its) },
  budget: { atMost: 1.1, of: 'ratio' },
})
console.log(`  (the guest stands still for ${median(stood).toFixed(0)} ms of it; with snapshot-save for all of it)`)
await machine[Symbol.asyncDispose]()
verdicts.exit()
