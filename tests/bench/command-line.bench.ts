// How long a person or a script waits for a command, beside a Node that does nothing: with the product up, and read from
// its files when it is down.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { checkout, Product } from '../product.ts'
import { addGuests } from './many-guests.ts'
import { median, Verdicts } from './verdicts.ts'

const rounds = 15
const budgetMs = 150
const downBudgetMs = 300
const reads = [
  ['qm', 'list'],
  ['qm', 'config', '100'],
  ['qm', 'status', '100'],
  ['pvesm', 'status'],
] as const
const others = [
  ['pvesh', 'get', '/nodes/pve/qemu', '--output-format', 'json'],
  ['qm', '--complete', 'bash', 'qm start '],
] as const
const verdicts = new Verdicts()
const product = new Product()

function wallMs(program: string, args: readonly string[]): number {
  const begun = performance.now()
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8', env: { ...process.env, QUORATE_ROOT: product.root } })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}: ${stderr}`)
  return performance.now() - begun
}

function judge(line: readonly string[], state: string, atMost: number): void {
  const [tool = '', ...args] = line
  const command = () => wallMs(join(checkout, 'bin', tool), args)
  command()
  const pairs = Array.from({ length: rounds }, () => ({ floor: wallMs(process.execPath, ['-e', '1']), ours: command() }))
  verdicts.judge({
    what: `${line.join(' ')}, 20 machines${state}`,
    value: median(pairs.map(pair => pair.ours)),
    unit: 'ms',
    floor: { name: 'node -e 1', value: median(pairs.map(pair => pair.floor)) },
    budget: { atMost },
  })
}

await product.start()
try {
  await addGuests(product, 20)
  for (const line of [...reads, ...others]) judge(line, '', budgetMs)
  await product.stop()
  for (const line of reads) judge(line, ', daemon down', downBudgetMs)
} finally {
  await product.destroy()
}
verdicts.exit()
