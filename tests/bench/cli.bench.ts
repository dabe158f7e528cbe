/**
 * How long a person or a script waits for a command, with 20 VMs, warm. The floor is Node itself doing nothing; each
 * round runs floor and commands in turn, so that a busy moment of the machine meets all of them.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { checkout, Product } from '../product.ts'

const budgetMs = 150
const offlineBudgetMs = 400
const rounds = 15
const vms = 20

const commands: readonly (readonly string[])[] = [
  ['qm', 'list'],
  ['qm', 'config', '100'],
  ['qm', 'status', '100'],
  ['pvesm', 'status'],
  ['pvesh', 'get', '/nodes/pve/qemu', '--output-format', 'json'],
  ['qm', '--complete', 'bash', 'qm start '],
]
const offline = commands.slice(0, 4)

const product = new Product()
const environment = { ...process.env, QUORATE_ROOT: product.root }

function wallMs(program: string, args: readonly string[]): number {
  const began = performance.now()
  const { status, stderr } = spawnSync(program, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' })
  const took = performance.now() - began
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}: ${stderr}`)
  return took
}

const run = ([tool = '', ...args]: readonly string[]) => wallMs(join(checkout, 'bin', tool), args)
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

function measure(title: string, wanted: readonly (readonly string[])[], budget: number): boolean {
  for (const command of wanted) run(command)
  const floor: number[] = []
  const times = wanted.map(() => [] as number[])
  for (let round = 0; round < rounds; round += 1) {
    floor.push(wallMs(process.execPath, ['-e', '1']))
    for (const [at, command] of wanted.entries()) times[at]?.push(run(command))
  }
  const least = median(floor)
  console.log(`${title}: median of ${rounds}, ${vms} VMs; node -e 1: ${least.toFixed(0)} ms`)
  let kept = true
  for (const [at, command] of wanted.entries()) {
    const took = median(times[at] ?? [])
    const within = took <= budget
    kept &&= within
    const ratio = (took / least).toFixed(1)
    console.log(
      `  ${command.join(' ').padEnd(52)} ${took.toFixed(0).padStart(4)} ms  ${ratio}x  budget ${budget} ms ${within ? 'kept' : 'EXCEEDED'}`,
    )
  }
  return kept
}

try {
  await product.start()
  await product.login()
  for (let at = 0; at < vms; at += 1) {
    await product.task('POST', `/nodes/${product.node}/qemu`, { vmid: 100 + at, name: `vm${at}`, memory: 512, scsi0: 'local:1' })
  }
  const running = measure('daemon up', commands, budgetMs)
  await product.stop()
  const stopped = measure('daemon down', offline, offlineBudgetMs)
  process.exitCode = running && stopped ? 0 : 1
} finally {
  await product.destroy()
}
