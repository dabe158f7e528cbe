// How long a person waits for a command, beside a Node that does nothing.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { checkout, Product } from '../product.ts'
import { addGuests } from './many-guests.ts'
import { median, Verdicts } from './verdicts.ts'

const rounds = 15
const verdicts = new Verdicts()
const product = new Product()

function wallMs(program: string, args: readonly string[]): number {
  const begun = performance.now()
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8', env: { ...process.env, QUORATE_ROOT: product.root } })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}: ${stderr}`)
  return performance.now() - begun
}

await product.start()
try {
  await addGuests(product, 20)
  for (const args of [['list'], ['config', '100'], ['status', '100']]) {
    const command = () => wallMs(join(checkout, 'bin/qm'), args)
    command()
    const pairs = Array.from({ length: rounds }, () => ({ floor: wallMs(process.execPath, ['-e', '1']), ours: command() }))
    verdicts.judge({
      what: `qm ${args.join(' ')}, 20 machines`,
      value: median(pairs.map(pair => pair.ours)),
      unit: 'ms',
      floor: { name: 'node -e 1', value: median(pairs.map(pair => pair.floor)) },
      budget: { atMost: 150 },
    })
  }
} finally {
  await product.destroy()
}
verdicts.exit()
