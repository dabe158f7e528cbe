const windows: readonly (readonly [form: RegExp, ostype: string])[] = [
  [/11|2022|2025/, 'win11'],
  [/10|9|2016|2019/, 'win10'],
  [/8|2012/, 'win8'],
  [/7|2008 ?r2/, 'win7'],
  [/longhorn|2008/, 'w2k8'],
  [/vista/, 'wvista'],
  [/net|2003/, 'w2k3'],
  [/xp/, 'wxp'],
  [/2000/, 'w2k'],
]

/** The `ostype` for what a description says of its system: `windows9_64Guest`, `Debian_64`, `Other Linux (64-bit)`. */
export function osTypeOf(said: string): string {
  const text = said.toLowerCase()
  if (/windows|^win/.test(text)) return windows.find(([form]) => form.test(text.replaceAll(/[_ -]?64(?:guest|-bit)?/g, '')))?.[1] ?? 'win10'
  if (/solaris/.test(text)) return 'solaris'
  const linux = /linux|ubuntu|debian|centos|rhel|red ?hat|suse|sles|fedora|alma|rocky|amazon|photon|mandriva|gentoo|arch|coreos|flatcar/
  return linux.test(text) ? 'l26' : 'other'
}
