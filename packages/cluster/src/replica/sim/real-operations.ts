import type { Applied } from '../../state/operations.ts'
import type { TreeChange } from '../../state/tree-change.ts'
import { encodeOperation, type Operation } from '../operation.ts'
import type { Outcome } from '../storage.ts'
import type { Reading } from './checker.ts'
import type { Random } from './random.ts'

const folders = ['a', 'a/b', 'a/b/c', 'd', 'nodes/n1/qemu-server', 'nodes/n2/lxc']
const names = ['x', 'y', 'z', '100.conf', '101.conf']
const tokens = ['one', 'two', 'three']

/** Something that a client may want: much of it is refused, for what is there or is not. */
export function realOperation(random: Random): string {
  return encodeOperation(pick(random))
}

function pick(random: Random): Operation {
  const name = random.pick(['lock', 'other'])
  const token = random.pick(tokens)
  const kind = random.pick(['commit', 'commit', 'commit', 'commit', 'lock', 'renew', 'unlock', 'expire', 'reserve'] as const)
  switch (kind) {
    case 'commit': {
      const changes = Array.from({ length: 1 + random.below(2) }, () => change(random))
      return { kind, changes, meta: { time: random.below(1000), node: 'n1', authid: 'root@pam' } }
    }
    case 'lock':
      return { kind, name, token, ttlMs: 1000, node: random.pick(['n1', 'n2']) }
    case 'renew':
    case 'unlock':
      return { kind, name, token }
    case 'expire':
      return { kind, name, token, renewals: random.below(2) }
    case 'reserve':
      return { kind, lower: 100, upper: 10_000, owner: String(random.below(1000)) }
  }
}

function change(random: Random): TreeChange {
  const path = `${random.pick(folders)}/${random.pick(names)}`
  const expect = random.chance(0.2) ? { expect: random.below(30) } : {}
  switch (random.below(8)) {
    case 0:
      return { op: 'remove', path, ...expect }
    case 1:
      return { op: 'remove', path: random.pick(folders) }
    case 2:
      return { op: 'rename', from: path, to: `${random.pick(folders)}/${random.pick(names)}`, replace: random.chance(0.5) }
    case 3:
      return { op: 'rename', from: random.pick(folders), to: random.pick([...folders, 'e', 'd/f']), replace: random.chance(0.5) }
    case 4:
      return { op: 'folder', path: random.pick(folders), exclusive: random.chance(0.3) }
    default: {
      const content = Buffer.alloc(random.below(random.chance(0.02) ? 200_000 : 100), String(random.below(1000)))
      return { op: 'write', path, content, ...expect }
    }
  }
}

/** Answers, refusals and changed paths are the same everywhere. Of locks, the client is told what is so now, each time that it asks. */
export const realReading: Reading = ({ value }: Outcome) => {
  const { operation, value: result, refused, paths } = value as Applied
  const isOnce = (operation.kind === 'commit' || operation.kind === 'reserve') && refused === undefined
  const why = refused instanceof Error ? refused.message : undefined
  return { text: JSON.stringify([result, why, paths]), value: isOnce ? Number(result) : undefined }
}
