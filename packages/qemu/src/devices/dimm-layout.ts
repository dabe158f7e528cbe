import { Failure } from '@quorate/schema'

/** One memory module that comes and goes while the guest runs. */
export interface Dimm {
  /** `dimm0` */
  readonly id: string
  readonly mebibytes: number
}

const sameSize = 32
const lastIndex = 254

/** Sizes grow so that few modules make much memory: 32 of the first size, 32 of twice that, and so on. */
function sizeAt(index: number, first: number): number {
  return first * 2 ** Math.floor(index / sameSize)
}

/**
 * Modules that make `mebibytes` of memory together. Always the same ones for the same size, so that a guest that grew
 * while running and one that was started with the size are alike. Fails for sizes in between, and names those around.
 */
export function dimmLayout(mebibytes: number, first = 512): Dimm[] {
  const dimms: Dimm[] = []
  let reached = 0
  for (let index = 0; index <= lastIndex && reached < mebibytes; index++) {
    const size = sizeAt(index, first)
    if (reached + size > mebibytes) throw new UnevenMemory(reached, reached + size)
    dimms.push({ id: `dimm${index}`, mebibytes: size })
    reached += size
  }
  if (reached < mebibytes) throw new UnevenMemory(reached, reached)
  return dimms
}

/** Modules cannot make this size; `below` and `above` MiB can be made. */
export class UnevenMemory extends Failure {
  readonly below: number
  readonly above: number

  constructor(below: number, above: number) {
    super(`modules make ${below} or ${above} MiB`)
    this.below = below
    this.above = above
  }
}
