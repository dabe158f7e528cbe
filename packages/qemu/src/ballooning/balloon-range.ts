import { configDecoderOf, parseGuestConfig } from '@quorate/guest'
import { memoryMebibytes } from '../devices/memory-plan.ts'
import { vmProperties } from '../vm-schema.ts'
import type { BalloonGuest } from './balloon-targets.ts'

const decode = configDecoderOf(vmProperties)
const usualShares = 1000
const mebibyte = 2 ** 20

/** Sizes between which a config lets the guest's memory be changed, and its weight. undefined: it has a fixed size. Huge pages cannot be given back. */
export function balloonRange(text: string): Pick<BalloonGuest, 'minimum' | 'maximum' | 'shares'> | undefined {
  // Of thousands of guests few have such a line.
  if (!/^balloon:/m.test(text)) return undefined
  const { config } = decode(parseGuestConfig(text).current)
  const maximum = memoryMebibytes(config.memory)
  if (!config.balloon || config.balloon >= maximum || config.hugepages !== undefined) return undefined
  return { minimum: config.balloon * mebibyte, maximum: maximum * mebibyte, shares: config.shares ?? usualShares }
}
