const base = [
  0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x1e50ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5, 0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c7cff,
  0xff00ff, 0x00ffff, 0xffffff,
]
const steps = [0, 95, 135, 175, 215, 255]

/** The 256 colours of a terminal as 0xRRGGBB: the usual sixteen, a cube of 6 by 6 by 6, greys. */
export const palette: readonly number[] = Array.from({ length: 256 }, (_, index) => {
  if (index < base.length) return base[index] as number
  if (index >= 232) return (8 + (index - 232) * 10) * 0x010101
  const cube = index - base.length
  const step = (of: number) => steps[of % 6] as number
  return (step(Math.floor(cube / 36)) << 16) | (step(Math.floor(cube / 6)) << 8) | step(cube)
})

export const foreground = 0xd0d0d0
export const background = 0x000000

/** Half as bright. */
export function dimmed(colour: number): number {
  return (colour >>> 1) & 0x7f7f7f
}
