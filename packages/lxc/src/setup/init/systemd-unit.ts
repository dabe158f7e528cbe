import type { RootTree } from '../setup-types.ts'

/** Where an administrator's own units and links are. */
export const ownUnits = '/etc/systemd/system'

const folders = [ownUnits, '/usr/lib/systemd/system', '/lib/systemd/system']

/** Path of a unit's file, undefined when there is none. */
export function unitPath(tree: RootTree, unit: string): string | undefined {
  return folders.map(folder => `${folder}/${unit}`).find(path => tree.read(path) !== undefined)
}

export function unitText(tree: RootTree, unit: string): string | undefined {
  const path = unitPath(tree, unit)
  return path === undefined ? undefined : tree.read(path)
}

/** Values of a setting in the order in which they stand. */
export function settingsIn(text: string, key: string): string[] {
  const lines = text.replaceAll('\\\n', ' ').split('\n')
  return lines.filter(line => line.trimStart().startsWith(`${key}=`)).map(line => line.slice(line.indexOf('=') + 1).trim())
}
