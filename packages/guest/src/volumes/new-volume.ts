/** `local:8`: a volume to be created. */
export interface NewVolume {
  readonly storage: string
  readonly gibibytes: number
}

const sized = /^([a-z][\w.-]*[\w]):(\d+(?:\.\d+)?)$/i

/** undefined: the text names what exists already, or nothing */
export function newVolumeOf(file: string): NewVolume | undefined {
  const size = sized.exec(file)
  return size ? { storage: size[1] as string, gibibytes: Number(size[2]) } : undefined
}
