export type HotplugFeature = 'network' | 'disk' | 'usb' | 'cpu' | 'memory' | 'cloudinit'

const usual: readonly HotplugFeature[] = ['network', 'disk', 'usb']

/** What the key `hotplug` lets be plugged while a guest runs: `1` is the usual three, `0` nothing, else a list. */
export function hotplugFeatures(text: string | undefined): ReadonlySet<HotplugFeature> {
  const parts = (text ?? '1').split(/[,; ]+/).filter(part => part !== '' && part !== '0')
  return new Set(parts.flatMap(part => (part === '1' ? usual : [part as HotplugFeature])))
}
